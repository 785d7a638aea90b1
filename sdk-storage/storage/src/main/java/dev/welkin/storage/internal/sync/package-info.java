/** Folders as they are seen by a sync. */
@NullMarked
package dev.welkin.storage.internal.sync;

import org.jspecify.annotations.NullMarked;
