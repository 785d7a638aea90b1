package dev.welkin.events;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The keys that were marked last, in memory. */
final class RecentKeys implements DedupeStore {
    private final int maxKeys;
    private final Set<String> keys = new LinkedHashSet<>();

    RecentKeys(int maxKeys) {
        if (maxKeys < 1) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "A dedupe store of " + maxKeys + " keys; it must be at least 1");
        }
        this.maxKeys = maxKeys;
    }

    @Override
    public synchronized boolean contains(String key) {
        return keys.contains(key);
    }

    @Override
    public synchronized void mark(Collection<String> marked) {
        keys.addAll(marked);
        for (Iterator<String> oldest = keys.iterator(); keys.size() > maxKeys; ) {
            oldest.next();
            oldest.remove();
        }
    }
}
