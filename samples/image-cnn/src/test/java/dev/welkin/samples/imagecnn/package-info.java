/** Runs the sample as a user does. */
@NullMarked
package dev.welkin.samples.imagecnn;

import org.jspecify.annotations.NullMarked;
