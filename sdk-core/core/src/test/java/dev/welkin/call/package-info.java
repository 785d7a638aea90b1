/** Tests of limits and fallback. */
@NullMarked
package dev.welkin.call;

import org.jspecify.annotations.NullMarked;
