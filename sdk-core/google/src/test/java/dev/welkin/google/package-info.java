@NullMarked
package dev.welkin.google;

import org.jspecify.annotations.NullMarked;
