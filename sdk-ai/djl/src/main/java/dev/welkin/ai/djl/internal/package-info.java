/** How DJL is started and called. */
@NullMarked
package dev.welkin.ai.djl.internal;

import org.jspecify.annotations.NullMarked;
