package dev.welkin.storage.spi;

import dev.welkin.storage.Destination;

/**
 * A copy inside one bucket.
 *
 * @param key what to copy
 * @param to where to; never the same key
 */
public record CopyRequest(String key, Destination to) {}
