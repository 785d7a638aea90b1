package dev.welkin.ai.models;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Deletes what publications left that were cut off. A publisher ends by creating the manifest, and who gives its number
 * up begins by creating it, with other words: the bucket lets one of them, and the other one learns that it was second.
 * This may die anywhere, run twice at once, and meet publishers at any moment.
 */
final class Unfinished {
    private static final byte[] GIVEN_UP = "{\"givenUp\": true}\n".getBytes(StandardCharsets.UTF_8);
    private static final PutOptions CREATE = PutOptions.mode(PutMode.create()).withContentType("application/json");

    private final Bucket bucket;
    private final String model;

    Unfinished(Bucket bucket, String model) {
        this.bucket = bucket;
        this.model = model;
    }

    /** Whether a manifest says that its number was given up. */
    static boolean isGivenUp(byte[] manifest) {
        return Arrays.equals(manifest, GIVEN_UP);
    }

    /** Returns those of the numbers of which something was deleted. */
    List<Integer> collect(List<Integer> numbers, Instant before) {
        return numbers.stream()
                .filter(version -> collect(version, before))
                .sorted()
                .toList();
    }

    private boolean collect(int version, Instant before) {
        String manifest = RegistryKeys.manifest(model, version);
        List<ObjectInfo> objects =
                bucket.list(RegistryKeys.version(model, version)).stream().toList();
        List<String> rest = objects.stream()
                .map(ObjectInfo::key)
                .filter(key -> !key.equals(manifest) && !key.equals(RegistryKeys.claim(model, version)))
                .toList();
        if (rest.isEmpty()) {
            return false;
        }
        boolean over = objects.stream().anyMatch(object -> object.key().equals(manifest))
                ? isGivenUp(manifest)
                : areOlder(objects, before) && giveUp(manifest);
        if (over) {
            rest.forEach(bucket::delete);
        }
        return over;
    }

    private boolean isGivenUp(String manifest) {
        return BoundedRead.manifest(bucket, manifest)
                .filter(Unfinished::isGivenUp)
                .isPresent();
    }

    private static boolean areOlder(List<ObjectInfo> objects, Instant before) {
        return objects.stream().allMatch(object -> object.lastModified().isBefore(before));
    }

    /** False if a publisher or another collector was first. */
    private boolean giveUp(String manifest) {
        try {
            bucket.put(manifest, GIVEN_UP, CREATE);
            return true;
        } catch (CloudException e) {
            if (e.code() == ErrorCode.ALREADY_EXISTS) {
                return false;
            }
            throw e;
        }
    }
}
