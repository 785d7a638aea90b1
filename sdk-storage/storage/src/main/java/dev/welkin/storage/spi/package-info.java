/** What a storage backend implements: one small driver, found by scheme. */
@NullMarked
package dev.welkin.storage.spi;

import org.jspecify.annotations.NullMarked;
