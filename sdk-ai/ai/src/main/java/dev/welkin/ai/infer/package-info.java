/** Models that run on this machine: tensors in, tensors out, and tasks that speak of images and sound instead. */
@NullMarked
package dev.welkin.ai.infer;

import org.jspecify.annotations.NullMarked;
