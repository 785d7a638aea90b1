@NullMarked
package dev.welkin.ai.openai;

import org.jspecify.annotations.NullMarked;
