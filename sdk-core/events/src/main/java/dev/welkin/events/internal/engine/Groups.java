package dev.welkin.events.internal.engine;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The groups of one topic, by name. Safe for use by several threads. */
public final class Groups {
    private final Map<String, Group> byName = new ConcurrentHashMap<>();

    /** Returns a group, opened at first use. */
    public Group get(String name, Function<String, Group> open) {
        return byName.computeIfAbsent(name, open);
    }

    /** Returns the names. */
    public Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    /** Tells all groups that there is more to read. */
    public void published() {
        byName.values().forEach(Group::published);
    }

    /** Returns the first offset that some group still needs, or the given one if there is no group. */
    public long low(long otherwise) {
        return byName.values().stream().mapToLong(Group::low).min().orElse(otherwise);
    }

    /** Forgets a group; CONFLICT if it is in use. Returns false if there is none. */
    public boolean remove(String name) {
        Group group = byName.get(name);
        if (group == null) {
            return false;
        }
        if (group.inUse()) {
            throw CloudException.of(
                    ErrorCode.CONFLICT,
                    "The group '" + name + "' has open subscriptions; close them before deleting it");
        }
        return byName.remove(name, group);
    }
}
