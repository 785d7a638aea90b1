/** The one call pipeline and its parts. */
@NullMarked
package dev.welkin.internal.call;

import org.jspecify.annotations.NullMarked;
