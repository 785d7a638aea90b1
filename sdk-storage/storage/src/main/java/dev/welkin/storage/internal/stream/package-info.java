/** Content that comes piece by piece: from a writer, or from a publisher. */
@NullMarked
package dev.welkin.storage.internal.stream;

import org.jspecify.annotations.NullMarked;
