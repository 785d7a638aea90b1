/** The memory backend. */
@NullMarked
package dev.welkin.storage.internal.memory;

import org.jspecify.annotations.NullMarked;
