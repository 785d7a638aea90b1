package dev.welkin.storage.internal.memory;

import dev.welkin.storage.internal.KeyWalk;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Walks through a sorted map that may change meanwhile. */
final class MemoryWalk implements KeyWalk {
    /** No character comes behind it. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private final NavigableMap<String, ?> objects;
    private @Nullable String next;

    /** Starts at the prefix, or behind a key where that is further on. */
    MemoryWalk(NavigableMap<String, ?> objects, String prefix, String after) {
        this.objects = objects;
        String first = objects.ceilingKey(prefix);
        String behind = objects.higherKey(after);
        boolean further =
                first == null || behind == null || objects.comparator().compare(behind, first) > 0;
        this.next = further ? behind : first;
    }

    @Override
    public @Nullable String next() {
        String key = next;
        next = key == null ? null : objects.higherKey(key);
        return key;
    }

    @Override
    public void skip(String prefix) {
        String key = objects.ceilingKey(prefix + LAST);
        while (key != null && key.startsWith(prefix)) {
            key = objects.higherKey(key);
        }
        next = key;
    }
}
