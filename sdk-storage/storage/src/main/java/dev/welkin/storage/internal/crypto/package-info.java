/** Encryption of objects: frames under a fresh key for each write. */
@NullMarked
package dev.welkin.storage.internal.crypto;

import org.jspecify.annotations.NullMarked;
