package dev.welkin.storage;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Bucket#watch} saw.
 *
 * @param kind what happened
 * @param key to which object
 * @param info the object, without attributes; null where it is gone
 */
public record ObjectChange(Kind kind, String key, @Nullable ObjectInfo info) {
    /** What happens to objects. */
    public enum Kind {
        /** An object is there that was not. */
        CREATED,
        /** Another version is there. */
        UPDATED,
        /** The object is gone. */
        DELETED
    }
}
