package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** Deletes many objects, by batches or one by one, and says what became of each. */
final class Deletion {
    /** The largest batch where a backend names none: S3's. */
    private static final long DEFAULT_BATCH = 1000;

    private final BucketCalls calls;

    Deletion(BucketCalls calls) {
        this.calls = calls;
    }

    List<DeleteResult> run(Collection<String> keys) {
        keys.forEach(ObjectKey::check);
        calls.capabilities().require(StorageFeature.WRITE);
        List<String> different = List.copyOf(new LinkedHashSet<>(keys));
        List<DeleteResult> results = new ArrayList<>();
        int batch = batch();
        for (int from = 0; from < different.size(); from += batch) {
            List<String> some = different.subList(from, Math.min(different.size(), from + batch));
            results.addAll(batch == 1 ? one(some.get(0)) : several(some));
        }
        return results;
    }

    private int batch() {
        return calls.capabilities().has(StorageFeature.BULK_DELETE)
                ? (int) calls.capabilities().limit("deleteBatchKeys").orElse(DEFAULT_BATCH)
                : 1;
    }

    private List<DeleteResult> one(String key) {
        try {
            calls.delete(key);
            return List.of(new DeleteResult(key, null));
        } catch (CloudException e) {
            return failed(List.of(key), e);
        }
    }

    private List<DeleteResult> several(List<String> keys) {
        try {
            return calls.deleteBatch(keys);
        } catch (CloudException e) {
            return failed(keys, e);
        }
    }

    private static List<DeleteResult> failed(List<String> keys, CloudException e) {
        if (e.code() == ErrorCode.CANCELLED || e.code() == ErrorCode.CLOSED) {
            throw e;
        }
        return keys.stream().map(key -> new DeleteResult(key, e)).toList();
    }
}
