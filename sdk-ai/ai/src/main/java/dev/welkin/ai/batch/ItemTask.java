package dev.welkin.ai.batch;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.batch.spi.BatchItem;
import dev.welkin.ai.batch.spi.BatchOutcome;
import dev.welkin.spi.Shown;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.GetOptions;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.StoredObject;
import dev.welkin.storage.Transfer;
import dev.welkin.storage.VersionToken;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One input on its way to its result. The result holds the token of the input's version it was made of, so that whoever
 * comes later can tell whether it is still the right one. It is written on condition that the result that was seen
 * before, or none, is still there: of two who work on the same input, the first counts.
 */
final class ItemTask {
    /** The metadata of a result that names its input's version. */
    static final String VERSION = "input_version";

    private final ItemWork work;
    private final Station station;
    private final BatchItem item;

    ItemTask(ItemWork work, Station station, BatchItem item) {
        this.work = work;
        this.station = station;
        this.item = item;
    }

    String key() {
        return item.key();
    }

    /** Makes one attempt. */
    BatchOutcome run() throws Exception {
        String resultKey = work.resultKey(item.key());
        requireFit(resultKey);
        ObjectInfo before = find(resultKey);
        if (isOf(before, item.version())) {
            return new BatchOutcome.Kept(item.key());
        }
        BatchInput input = read();
        if (isOf(before, input.info().token())) {
            return new BatchOutcome.Kept(item.key()); // it changed since it was listed, and somebody was faster
        }
        return write(resultKey, before, input.info().token(), result(input));
    }

    private void requireFit(String resultKey) {
        if (resultKey.equals(work.markKey())) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "The result would overwrite the batch's own '" + Shown.of(resultKey)
                            + "'; give the results a prefix or suffix of their own");
        }
        if (item.sizeBytes() > work.maxInputBytes()) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "The input has " + item.sizeBytes() + " bytes, more than the " + work.maxInputBytes()
                                    + " allowed: raise maxInputBytes")
                    .reason("too_large")
                    .build();
        }
    }

    private BatchInput read() {
        GetOptions options = GetOptions.defaults().withMaxBytes(work.maxInputBytes());
        try (StoredObject object = station.buckets().inputs().get(item.key(), options)) {
            return new BatchInput(object.info(), object.bytes());
        }
    }

    private byte[] result(BatchInput input) throws Exception {
        byte @Nullable [] result = station.step().run(input);
        if (result == null) {
            throw CloudException.of(ErrorCode.FAILED, "The step returned null; return the result's bytes");
        }
        return result;
    }

    private BatchOutcome write(String key, @Nullable ObjectInfo before, VersionToken version, byte[] result) {
        PutOptions options =
                PutOptions.mode(mode(before, result.length)).withMetadata(Map.of(VERSION, version.value()));
        try {
            station.buckets().results().put(key, result, options);
            return new BatchOutcome.Done(item.key());
        } catch (CloudException e) {
            if (e.code() != ErrorCode.ALREADY_EXISTS && e.code() != ErrorCode.PRECONDITION_FAILED) {
                throw e;
            }
            return afterAnother(key, version, e);
        }
    }

    /** Somebody else wrote the result meanwhile: it counts if it is of the same version. */
    private BatchOutcome afterAnother(String key, VersionToken version, CloudException lost) {
        if (isOf(find(key), version)) {
            return new BatchOutcome.Kept(item.key());
        }
        throw CloudException.of(
                ErrorCode.CONFLICT, "The input or its result was changed by somebody else meanwhile; try again", lost);
    }

    private PutMode mode(@Nullable ObjectInfo before, int length) {
        if (!canCompare(length)) {
            return PutMode.overwrite();
        }
        return before == null ? PutMode.create() : PutMode.update(before.token());
    }

    private boolean canCompare(int length) {
        Bucket results = station.buckets().results();
        return results.capabilities().has(StorageFeature.CONDITIONAL_CREATE)
                && results.capabilities().has(StorageFeature.CONDITIONAL_UPDATE)
                && (length <= Transfer.DEFAULT_PART_BYTES
                        || results.capabilities().has(StorageFeature.CONDITIONAL_MULTIPART));
    }

    private @Nullable ObjectInfo find(String key) {
        try {
            return station.buckets().results().head(key);
        } catch (CloudException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }

    private static boolean isOf(@Nullable ObjectInfo result, VersionToken version) {
        return result != null && version.value().equals(result.metadata().get(VERSION));
    }
}
