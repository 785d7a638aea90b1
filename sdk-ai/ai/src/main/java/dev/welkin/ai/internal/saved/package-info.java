/** How models are written to bytes and read back; nothing here is API. */
@NullMarked
package dev.welkin.ai.internal.saved;

import org.jspecify.annotations.NullMarked;
