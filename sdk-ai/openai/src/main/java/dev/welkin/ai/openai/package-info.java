/** The OpenAI chat protocol: {@code openai:gpt-4.1-mini}, and whatever else speaks it at an endpoint of its own. */
@NullMarked
package dev.welkin.ai.openai;

import org.jspecify.annotations.NullMarked;
