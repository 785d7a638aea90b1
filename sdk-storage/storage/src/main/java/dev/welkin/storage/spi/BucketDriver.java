package dev.welkin.storage.spi;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.storage.DeleteResult;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.StorageFeature;
import java.util.List;
import java.util.Optional;

/**
 * One bucket of one backend. Each method is one provider call (or the few that make one up, such as the parts of a
 * large upload) and never retries: the portable type does. Safe for use by several threads.
 *
 * <p>Guaranteed: keys, prefixes, ranges, metadata and limits are valid and nothing is asked that {@link #capabilities}
 * lacks; nothing is called after {@link #close}.
 *
 * <p>Every method MUST report a provider's failure as a {@link CloudException} whose code means what
 * {@link dev.welkin.ErrorCode} says, MUST set {@code outcomeUnknown} for a write whose reply was lost, and MUST leave
 * nothing half written visible.
 */
public interface BucketDriver extends AutoCloseable {
    /**
     * Returns what the bucket can do. Must not connect to anything.
     *
     * @return features of {@link StorageFeature}, and the limits {@code maxObjectBytes}, {@code maxMetadataBytes}
     *     (names and values in UTF-8) and {@code deleteBatchKeys} where there are any
     */
    Capabilities capabilities();

    /**
     * Writes an object: all of it, or nothing. When it returns, the object is durable and every later read sees it.
     *
     * @param request what to write where
     * @param attempt how long it may take
     * @return the new version, with its attributes
     * @throws CloudException ALREADY_EXISTS if the mode is create and an object is there; PRECONDITION_FAILED if the
     *     mode is update and another version or none is there
     * @throws InterruptedException if the thread is interrupted
     */
    ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException;

    /**
     * Finds out whether a conditional write whose reply was lost took effect: asked after a further attempt of the same
     * request found its condition broken. A driver whose replies can be lost stores {@link PutRequest#marker()} with
     * the object, or compares a checksum it knows to be its own.
     *
     * @param request what was to be written
     * @param attempt how long it may take
     * @return the version that this request wrote, if it is the one there now; else empty, and the outcome is reported
     *     as AMBIGUOUS. Empty by default
     * @throws InterruptedException if the thread is interrupted
     */
    default Optional<ObjectInfo> written(PutRequest request, Attempt attempt) throws InterruptedException {
        return Optional.empty();
    }

    /**
     * Opens an object for reading. What is read stays the version that was opened, whatever is written meanwhile.
     *
     * @param request which bytes of which object on which conditions
     * @param attempt how long opening may take
     * @return the open body; the caller closes it
     * @throws CloudException NOT_FOUND if there is no such object; PRECONDITION_FAILED with reason {@code changed} or
     *     {@code not_modified} for a condition; INVALID_ARGUMENT with reason {@code range} as
     *     {@link dev.welkin.storage.ByteRange#in} says
     * @throws InterruptedException if the thread is interrupted
     */
    ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException;

    /**
     * Tells what is known of an object.
     *
     * @param key its key
     * @param attempt how long it may take
     * @return the current version, with its attributes
     * @throws CloudException NOT_FOUND if there is no such object
     * @throws InterruptedException if the thread is interrupted
     */
    ObjectInfo head(String key, Attempt attempt) throws InterruptedException;

    /**
     * Deletes an object. A missing one is success.
     *
     * @param key its key
     * @param attempt how long it may take
     * @throws InterruptedException if the thread is interrupted
     */
    void delete(String key, Attempt attempt) throws InterruptedException;

    /**
     * Deletes several objects in one request. Called only where {@link StorageFeature#BULK_DELETE} is declared.
     *
     * @param keys at most the limit {@code deleteBatchKeys} of different keys
     * @param attempt how long it may take
     * @return one result per key; a missing object is success
     * @throws InterruptedException if the thread is interrupted
     */
    default List<DeleteResult> deleteAll(List<String> keys, Attempt attempt) throws InterruptedException {
        capabilities().require(StorageFeature.BULK_DELETE);
        throw CloudException.of(
                ErrorCode.INTERNAL, getClass().getName() + " declares BULK_DELETE without implementing it");
    }

    /**
     * Copies an object with its attributes inside the backend. Called only where {@link StorageFeature#COPY} is
     * declared.
     *
     * @param request from where to where
     * @param attempt how long it may take
     * @return the new version, with its attributes
     * @throws CloudException NOT_FOUND if there is nothing to copy; and as {@link #put} says
     * @throws InterruptedException if the thread is interrupted
     */
    default ObjectInfo copy(CopyRequest request, Attempt attempt) throws InterruptedException {
        capabilities().require(StorageFeature.COPY);
        throw CloudException.of(ErrorCode.INTERNAL, getClass().getName() + " declares COPY without implementing it");
    }

    /**
     * Lists one page in the order of the keys' UTF-8 bytes.
     *
     * @param request what to list and where to go on
     * @param attempt how long it may take
     * @return at most {@code pageSize} objects and prefixes together; objects without attributes
     * @throws InterruptedException if the thread is interrupted
     */
    ListPage list(ListRequest request, Attempt attempt) throws InterruptedException;

    /** Frees what the driver holds. */
    @Override
    void close();
}
