/** A scripted route for users' own tests: replies, refusals, cut and stalled streams, on demand. */
@NullMarked
package dev.welkin.ai.fake;

import org.jspecify.annotations.NullMarked;
