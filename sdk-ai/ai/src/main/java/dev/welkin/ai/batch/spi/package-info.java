/** What a cluster implements to run batches. */
@NullMarked
package dev.welkin.ai.batch.spi;

import org.jspecify.annotations.NullMarked;
