package dev.welkin.ai.models;

import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.VersionToken;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Deletes old versions. It may die anywhere, run twice at once, and meet movers of aliases at any moment. */
final class Collector {
    private final Bucket bucket;
    private final Aliases aliases;
    private final Tombstones tombstones;

    Collector(Bucket bucket) {
        this.bucket = bucket;
        this.aliases = new Aliases(bucket);
        this.tombstones = new Tombstones(bucket);
    }

    /** Deletes, of a model's numbers, the old versions and what a collector that died left; returns those. */
    List<Integer> collect(String model, List<Integer> numbers, int keep) {
        numbers.stream()
                .sorted(Comparator.reverseOrder())
                .filter(version -> isPublished(model, version))
                .skip(keep)
                .forEach(version -> condemn(model, version));
        List<Integer> condemned = numbers.stream()
                .filter(version -> tombstones.isFinal(model, version))
                .sorted()
                .toList();
        condemned.forEach(version -> delete(model, version));
        return condemned;
    }

    private boolean isPublished(String model, int version) {
        return BoundedRead.manifest(bucket, RegistryKeys.manifest(model, version))
                .filter(bytes -> !Unfinished.isGivenUp(bytes))
                .isPresent();
    }

    /** The aliases are read again when the tombstone is up: who announces the version later sees the tombstone. */
    private void condemn(String model, int version) {
        if (tombstones.isFinal(model, version) || aliases.needed(model).contains(version)) {
            return;
        }
        Optional<VersionToken> raised = tombstones.raise(model, version);
        if (aliases.needed(model).contains(version)) {
            tombstones.lower(model, version);
        } else {
            raised.ifPresent(token -> tombstones.finish(model, version, token));
        }
    }

    /**
     * The manifest goes first, so that the version is gone at once, and the tombstone last. The claim stays, so that no
     * publisher, however slow, takes the number again.
     */
    private void delete(String model, int version) {
        String tombstone = RegistryKeys.tombstone(model, version);
        String claim = RegistryKeys.claim(model, version);
        bucket.delete(RegistryKeys.manifest(model, version));
        List<String> rest = bucket.list(RegistryKeys.version(model, version)).stream()
                .map(ObjectInfo::key)
                .filter(key -> !key.equals(tombstone) && !key.equals(claim))
                .toList();
        rest.forEach(bucket::delete);
        bucket.delete(tombstone);
    }
}
