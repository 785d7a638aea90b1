@NullMarked
package dev.welkin.azure;

import org.jspecify.annotations.NullMarked;
