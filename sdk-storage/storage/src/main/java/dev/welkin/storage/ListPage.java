package dev.welkin.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing, each list in the order of the keys' UTF-8 bytes.
 *
 * @param objects what is there, without attributes
 * @param prefixes the common prefixes, where a delimiter was asked for; each ends with it
 * @param next asks for the next page, or null on the last one; opaque
 */
public record ListPage(
        List<ObjectInfo> objects,
        List<String> prefixes,
        @Nullable String next) {
    /** Copies the lists. */
    public ListPage {
        objects = List.copyOf(objects);
        prefixes = List.copyOf(prefixes);
    }
}
