package dev.welkin.compute.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.compute.BucketPath;
import dev.welkin.compute.JobInput;
import dev.welkin.compute.spi.Place;
import dev.welkin.spi.Shown;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.StoredObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Copies a job's inputs into its place. */
final class Staging {
    private final Function<String, Bucket> buckets;

    Staging(Function<String, Bucket> buckets) {
        this.buckets = buckets;
    }

    /** Copies until done or told to stop. */
    void copy(List<JobInput> inputs, Place place, BooleanSupplier stopping) throws IOException {
        for (JobInput input : inputs) {
            Bucket bucket = buckets.apply(input.from().bucket());
            if (input.from().isPrefix()) {
                copyPrefix(bucket, input, place, stopping);
            } else if (!stopping.getAsBoolean()) {
                copyObject(bucket, input.from().key(), input.path(), place);
            }
        }
    }

    private static void copyPrefix(Bucket bucket, JobInput input, Place place, BooleanSupplier stopping)
            throws IOException {
        for (ObjectInfo object : bucket.list(input.from().key())) {
            if (stopping.getAsBoolean()) {
                return;
            }
            copyObject(bucket, object.key(), pathOf(object.key(), input), place);
        }
    }

    private static void copyObject(Bucket bucket, String key, String path, Place place) throws IOException {
        try (StoredObject object = bucket.get(key)) {
            place.put(path, object.stream());
        }
    }

    /** What follows the prefix goes below the input's path; a key that would climb out of it is refused. */
    private static String pathOf(String key, JobInput input) {
        BucketPath from = input.from();
        String rest = key.substring(from.key().length()).replaceFirst("^/+", "");
        String name = rest.isEmpty() ? key.substring(key.lastIndexOf('/') + 1) : rest;
        boolean plain = !name.isEmpty()
                && name.indexOf('\\') < 0
                && name.indexOf('\0') < 0
                && Arrays.stream(name.split("/", -1)).noneMatch(p -> p.isEmpty() || p.equals(".") || p.equals(".."));
        if (!plain) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "The object '" + Shown.of(key) + "' of bucket '" + Shown.of(from.bucket())
                            + "' cannot be an input: its key is no path of a file. Name objects one by one.");
        }
        return input.path() + "/" + name;
    }
}
