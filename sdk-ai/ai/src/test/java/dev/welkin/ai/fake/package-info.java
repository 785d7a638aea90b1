@NullMarked
package dev.welkin.ai.fake;

import org.jspecify.annotations.NullMarked;
