/** Whole objects kept on the local disk. */
@NullMarked
package dev.welkin.storage.internal.cache;

import org.jspecify.annotations.NullMarked;
