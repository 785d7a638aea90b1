/** Tests of batches. */
@NullMarked
package dev.welkin.ai.batch;

import org.jspecify.annotations.NullMarked;
