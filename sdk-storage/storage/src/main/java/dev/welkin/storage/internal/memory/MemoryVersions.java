package dev.welkin.storage.internal.memory;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.ObjectKey;
import dev.welkin.storage.ObjectVersion;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.spi.VersionRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All versions of all keys, oldest first. Callers hold the bucket's lock. */
final class MemoryVersions {
    private final NavigableMap<String, List<Kept>> keys = new TreeMap<>(ObjectKey.ORDER);

    void add(MemoryObject object) {
        of(object.info().key()).add(new Kept(object.info(), object));
    }

    /** Leaves the mark of a delete. */
    void mark(String key, String id, Instant when) {
        of(key).add(new Kept(
                new ObjectInfo(key, 0, new VersionToken(id), when, ObjectAttributes.NONE, new VersionId(id)), null));
    }

    MemoryObject find(VersionRef ref) {
        return keys.getOrDefault(ref.key(), List.of()).stream()
                .filter(kept -> ref.version().equals(kept.info().version()))
                .map(Kept::object)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> missing(ref));
    }

    /** Removes a version and gives the newest that is left, or null where that is a mark or nothing. */
    @Nullable MemoryObject remove(VersionRef ref) {
        List<Kept> kept = keys.getOrDefault(ref.key(), new ArrayList<>());
        kept.removeIf(one -> ref.version().equals(one.info().version()));
        return kept.isEmpty() ? null : kept.get(kept.size() - 1).object();
    }

    List<ObjectVersion> list(String prefix) {
        List<ObjectVersion> all = new ArrayList<>();
        keys.tailMap(prefix, true).forEach((key, kept) -> {
            if (key.startsWith(prefix)) {
                for (int i = kept.size() - 1; i >= 0; i--) {
                    all.add(kept.get(i).version(i == kept.size() - 1));
                }
            }
        });
        return all;
    }

    private List<Kept> of(String key) {
        return keys.computeIfAbsent(key, k -> new ArrayList<>());
    }

    private static CloudException missing(VersionRef ref) {
        return CloudException.of(
                ErrorCode.NOT_FOUND,
                "'" + Shown.of(ref.key()) + "' has no version "
                        + Shown.of(ref.version().value()) + "; versions() shows what is kept");
    }

    /** A version, or a mark where there is no object. */
    private record Kept(ObjectInfo info, @Nullable MemoryObject object) {
        ObjectVersion version(boolean current) {
            VersionId id = info.version();
            if (id == null) {
                throw new IllegalStateException("a kept version has an id");
            }
            return new ObjectVersion(info.withAttributes(ObjectAttributes.NONE), id, current, object == null);
        }
    }
}
