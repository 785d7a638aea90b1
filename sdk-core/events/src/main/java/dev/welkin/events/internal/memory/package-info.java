/** The {@code memory:} backend. */
@NullMarked
package dev.welkin.events.internal.memory;

import org.jspecify.annotations.NullMarked;
