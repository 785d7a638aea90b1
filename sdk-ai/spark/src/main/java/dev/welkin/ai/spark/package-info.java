/** Batches on a Spark cluster. */
@NullMarked
package dev.welkin.ai.spark;

import org.jspecify.annotations.NullMarked;
