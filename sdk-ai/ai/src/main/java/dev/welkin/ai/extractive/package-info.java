/** The embedded chat route: it answers by quoting the text that the prompt gives. */
@NullMarked
package dev.welkin.ai.extractive;

import org.jspecify.annotations.NullMarked;
