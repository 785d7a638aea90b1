package dev.welkin.storage.spi;

import dev.welkin.storage.Destination;
import dev.welkin.storage.VersionId;
import org.jspecify.annotations.Nullable;

/**
 * A copy inside one bucket.
 *
 * @param key what to copy
 * @param version which version of it, or null for the current one
 * @param to where to; the same key only where a version is given
 */
public record CopyRequest(String key, @Nullable VersionId version, Destination to) {}
