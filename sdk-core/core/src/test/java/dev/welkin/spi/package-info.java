@NullMarked
package dev.welkin.spi;

import org.jspecify.annotations.NullMarked;
