@NullMarked
package dev.welkin.ai.extractive;

import org.jspecify.annotations.NullMarked;
