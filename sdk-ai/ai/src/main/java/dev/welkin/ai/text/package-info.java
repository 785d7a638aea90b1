/** Text classification in pure Java: trained in seconds, the same result on every machine. */
@NullMarked
package dev.welkin.ai.text;

import org.jspecify.annotations.NullMarked;
