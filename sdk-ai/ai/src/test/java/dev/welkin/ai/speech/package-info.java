/** Tests of what comes before and after speech models. */
@NullMarked
package dev.welkin.ai.speech;

import org.jspecify.annotations.NullMarked;
