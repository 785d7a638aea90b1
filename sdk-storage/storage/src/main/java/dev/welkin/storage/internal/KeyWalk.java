package dev.welkin.storage.internal;

import org.jspecify.annotations.Nullable;

/** A walk through keys in the order of {@link dev.welkin.storage.ObjectKey#ORDER}. For one thread. */
public interface KeyWalk {
    /** Returns the next key, or null at the end. */
    @Nullable String next();

    /** Goes on behind all keys that begin with a prefix; the next key would be one of them. */
    void skip(String prefix);
}
