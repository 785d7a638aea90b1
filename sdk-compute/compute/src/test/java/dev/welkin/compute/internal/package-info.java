/** The defaults of what is not API. */
@NullMarked
package dev.welkin.compute.internal;

import org.jspecify.annotations.NullMarked;
