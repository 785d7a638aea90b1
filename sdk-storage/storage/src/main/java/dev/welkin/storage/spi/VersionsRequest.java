package dev.welkin.storage.spi;

import org.jspecify.annotations.Nullable;

/**
 * A page of versions to list.
 *
 * @param prefix the beginning of the keys; "" for all
 * @param cursor the {@link VersionPage#next()} of the page before, or null for the first
 */
public record VersionsRequest(String prefix, @Nullable String cursor) {}
