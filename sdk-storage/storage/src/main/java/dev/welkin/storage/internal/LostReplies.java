package dev.welkin.storage.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.CompleteRequest;
import dev.welkin.storage.spi.CopyRequest;
import dev.welkin.storage.spi.PutRequest;

/**
 * Writes whose reply may have been lost. A condition found broken after an attempt of unknown outcome says nothing: it
 * may be this very write that broke it. So the driver is asked whether the object is ours; if that cannot be told, the
 * write is AMBIGUOUS.
 */
public final class LostReplies {
    private LostReplies() {}

    /** Makes one attempt of a put. */
    public static ObjectInfo put(BucketDriver driver, PutRequest request, Attempt attempt) throws InterruptedException {
        try {
            return driver.put(request, attempt);
        } catch (CloudException e) {
            if (!inDoubt(e, attempt)) {
                throw e;
            }
            return driver.written(request.id(), attempt).orElseThrow(() -> ambiguous(request.key(), e));
        }
    }

    /** Makes one attempt to complete a write in parts; a completed upload is gone, and asked again it is missing. */
    public static ObjectInfo complete(BucketDriver driver, CompleteRequest request, Attempt attempt)
            throws InterruptedException {
        try {
            return driver.completeUpload(request, attempt);
        } catch (CloudException e) {
            boolean gone = e.reason().equals("upload_missing") && attempt.outcomeUnknown();
            if (!gone && !inDoubt(e, attempt)) {
                throw e;
            }
            return driver.written(request.id(), attempt)
                    .orElseThrow(() -> ambiguous(request.id().key(), e));
        }
    }

    /** Makes one attempt of a copy inside the backend; copies carry no marker. */
    public static ObjectInfo copy(BucketDriver driver, CopyRequest request, Attempt attempt)
            throws InterruptedException {
        try {
            return driver.copy(request, attempt);
        } catch (CloudException e) {
            throw inDoubt(e, attempt) ? ambiguous(request.to().key(), e) : e;
        }
    }

    private static boolean inDoubt(CloudException e, Attempt attempt) {
        boolean conditionBroken = e.code() == ErrorCode.ALREADY_EXISTS || e.code() == ErrorCode.PRECONDITION_FAILED;
        return conditionBroken && attempt.outcomeUnknown();
    }

    private static CloudException ambiguous(String key, CloudException e) {
        return CloudException.of(
                ErrorCode.AMBIGUOUS,
                "The reply to an earlier attempt to write '" + Shown.of(key) + "' was lost, and now another version is"
                        + " there: the write may have happened and been overwritten. Read the object and decide.",
                e);
    }
}
