/** What a chat backend and an inference engine implement. */
@NullMarked
package dev.welkin.ai.spi;

import org.jspecify.annotations.NullMarked;
