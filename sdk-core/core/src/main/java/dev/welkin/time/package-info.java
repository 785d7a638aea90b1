/** The clock that every delay, retry and lease runs on, and a manual one for tests. */
@NullMarked
package dev.welkin.time;

import org.jspecify.annotations.NullMarked;
