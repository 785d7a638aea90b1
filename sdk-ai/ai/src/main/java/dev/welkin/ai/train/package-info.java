/** Training on this machine: examples in a bucket or folder, a network, its history, and a model to publish. */
@NullMarked
package dev.welkin.ai.train;

import org.jspecify.annotations.NullMarked;
