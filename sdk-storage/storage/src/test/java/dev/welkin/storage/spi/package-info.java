@NullMarked
package dev.welkin.storage.spi;

import org.jspecify.annotations.NullMarked;
