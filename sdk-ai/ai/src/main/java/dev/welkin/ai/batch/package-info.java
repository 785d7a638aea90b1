/** Inference over all objects under a prefix, on this machine's threads or on a cluster. */
@NullMarked
package dev.welkin.ai.batch;

import org.jspecify.annotations.NullMarked;
