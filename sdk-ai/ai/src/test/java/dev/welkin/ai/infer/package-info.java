/** Tests of tensors. */
@NullMarked
package dev.welkin.ai.infer;

import org.jspecify.annotations.NullMarked;
