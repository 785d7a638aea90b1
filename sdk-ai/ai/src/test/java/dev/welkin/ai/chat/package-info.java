@NullMarked
package dev.welkin.ai.chat;

import org.jspecify.annotations.NullMarked;
