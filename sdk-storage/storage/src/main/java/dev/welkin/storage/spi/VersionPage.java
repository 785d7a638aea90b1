package dev.welkin.storage.spi;

import dev.welkin.storage.ObjectVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of versions, in the order of the keys' UTF-8 bytes, of each key the newest first.
 *
 * @param versions what is there
 * @param next asks for the next page, or null on the last one; opaque
 */
public record VersionPage(
        List<ObjectVersion> versions, @Nullable String next) {
    /** Copies the list. */
    public VersionPage {
        versions = List.copyOf(versions);
    }
}
