/** Serving a model to many callers: batching, limits, hot swap, statistics. */
@NullMarked
package dev.welkin.ai.predict;

import org.jspecify.annotations.NullMarked;
