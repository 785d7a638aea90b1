@NullMarked
package dev.welkin.ai;

import org.jspecify.annotations.NullMarked;
