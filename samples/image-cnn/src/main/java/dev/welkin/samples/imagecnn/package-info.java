/** A folder of images becomes a trained network, its curves and a model that is served. */
@NullMarked
package dev.welkin.samples.imagecnn;

import org.jspecify.annotations.NullMarked;
