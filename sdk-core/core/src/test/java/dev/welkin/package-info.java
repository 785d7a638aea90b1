@NullMarked
package dev.welkin;

import org.jspecify.annotations.NullMarked;
