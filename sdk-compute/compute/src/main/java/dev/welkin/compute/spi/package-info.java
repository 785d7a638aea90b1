/** What a compute backend implements. */
@NullMarked
package dev.welkin.compute.spi;

import org.jspecify.annotations.NullMarked;
