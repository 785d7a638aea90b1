package dev.welkin.storage.spi;

import dev.welkin.storage.ListOptions;
import org.jspecify.annotations.Nullable;

/**
 * A page to list.
 *
 * @param options prefix, delimiter, start and page size
 * @param cursor the {@link dev.welkin.storage.ListPage#next()} of the page before, or null for the first
 */
public record ListRequest(ListOptions options, @Nullable String cursor) {}
