@NullMarked
package dev.welkin.storage.azure;

import org.jspecify.annotations.NullMarked;
