/** How a text becomes numbers, for all models that read texts; nothing here is API. */
@NullMarked
package dev.welkin.ai.internal.text;

import org.jspecify.annotations.NullMarked;
