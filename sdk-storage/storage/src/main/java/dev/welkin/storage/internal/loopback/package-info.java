/** Presigned requests for backends without a server: answered by one on the loopback address. */
@NullMarked
package dev.welkin.storage.internal.loopback;

import org.jspecify.annotations.NullMarked;
