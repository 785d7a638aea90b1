/** The {@code log:} backend: segmented files, one committing thread, acknowledgements beside them. */
@NullMarked
package dev.welkin.events.internal.log;

import org.jspecify.annotations.NullMarked;
