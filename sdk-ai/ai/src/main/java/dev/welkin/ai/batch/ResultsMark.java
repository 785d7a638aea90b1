package dev.welkin.ai.batch;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.GetOptions;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StorageFeature;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * An object at the results' prefix by which every process of a run makes sure that it writes to the same bucket.
 * Without it, a machine with a configuration of its own would put its results where nobody looks for them.
 */
final class ResultsMark {
    static final String NAME = ".batch";

    private static final long MAX_BYTES = 100;

    private ResultsMark() {}

    /** Writes the mark, which shows too that results can be written, and returns what it says. */
    static String write(Bucket results, String prefix) {
        String key = prefix + NAME;
        Optional<String> there = read(results, key);
        if (there.isPresent()) {
            results.put(key, bytes(there.get()));
            return there.get();
        }
        return create(results, key);
    }

    /** Two first runs at once agree on one mark. */
    private static String create(Bucket results, String key) {
        boolean conditional = results.capabilities().has(StorageFeature.CONDITIONAL_CREATE);
        PutMode mode = conditional ? PutMode.create() : PutMode.overwrite();
        String mark = UUID.randomUUID().toString();
        try {
            results.put(key, bytes(mark), PutOptions.mode(mode));
            return mark;
        } catch (CloudException e) {
            if (e.code() != ErrorCode.ALREADY_EXISTS) {
                throw e;
            }
            return read(results, key).orElseThrow(() -> e);
        }
    }

    /** Tells whether the mark lies in a bucket. */
    static boolean isIn(Bucket bucket, String prefix, String mark) {
        return read(bucket, prefix + NAME).filter(mark::equals).isPresent();
    }

    /** Makes sure that a process has the bucket that the run was started on. */
    static void require(Bucket results, String prefix, String mark, Cloud cloud) {
        if (!isIn(results, prefix, mark)) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "This process's bucket for results is not the one the batch was started on: '"
                                    + Shown.of(prefix + NAME) + "' is missing or another. Give every process the same"
                                    + " configuration; this one has: "
                                    + Shown.of(cloud.describe().source()))
                    .reason("other_bucket")
                    .build();
        }
    }

    private static Optional<String> read(Bucket bucket, String key) {
        try {
            byte[] content = bucket.getBytes(key, GetOptions.defaults().withMaxBytes(MAX_BYTES));
            return Optional.of(new String(content, StandardCharsets.UTF_8));
        } catch (CloudException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static byte[] bytes(String mark) {
        return mark.getBytes(StandardCharsets.UTF_8);
    }
}
