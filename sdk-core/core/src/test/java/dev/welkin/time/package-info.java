@NullMarked
package dev.welkin.time;

import org.jspecify.annotations.NullMarked;
