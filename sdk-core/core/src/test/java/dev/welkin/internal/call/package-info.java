/** Tests of the call pipeline. */
@NullMarked
package dev.welkin.internal.call;

import org.jspecify.annotations.NullMarked;
