/** Short programs that the documentation quotes; a test runs each of them. */
@NullMarked
package dev.welkin.samples.recipes;

import org.jspecify.annotations.NullMarked;
