/** What models hear in sound. */
@NullMarked
package dev.welkin.ai.speech;

import org.jspecify.annotations.NullMarked;
