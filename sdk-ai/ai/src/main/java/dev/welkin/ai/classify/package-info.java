/** What a classifier says, be it of a text, an image or a row of a table. */
@NullMarked
package dev.welkin.ai.classify;

import org.jspecify.annotations.NullMarked;
