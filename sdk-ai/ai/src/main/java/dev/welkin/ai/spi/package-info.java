/** What a chat backend implements. */
@NullMarked
package dev.welkin.ai.spi;

import org.jspecify.annotations.NullMarked;
