/** Tests of batches on Spark. */
@NullMarked
package dev.welkin.ai.spark;

import org.jspecify.annotations.NullMarked;
