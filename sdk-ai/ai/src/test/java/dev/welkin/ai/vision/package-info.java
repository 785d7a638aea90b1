/** Tests of what comes before and after vision models. */
@NullMarked
package dev.welkin.ai.vision;

import org.jspecify.annotations.NullMarked;
