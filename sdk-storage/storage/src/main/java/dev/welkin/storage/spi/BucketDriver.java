package dev.welkin.storage.spi;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.storage.DeleteResult;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PresignedRequest;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.UploadedPart;
import java.util.List;
import java.util.Map;
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
     * @return features of {@link StorageFeature}, and where there are any the limits {@code maxObjectBytes},
     *     {@code maxMetadataBytes} (names and values in UTF-8), {@code deleteBatchKeys}, {@code onePutBytes} (content
     *     above it, or of unknown length, is written in parts; without it {@link #put} takes everything),
     *     {@code minPartBytes}, {@code maxPartBytes}, {@code partMultipleBytes} (every part but the last is a multiple
     *     of it), {@code maxParts} (10,000 if not given) and {@code parallelParts} (how many parts may be sent at once;
     *     1 means that they come in order, one after the other, each once; any number if not given)
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
     * request found its condition broken, or its upload gone. A driver whose replies can be lost stores
     * {@link WriteId#marker()} with the object of every write that has a condition or parts.
     *
     * @param id the write's key and marker
     * @param attempt how long it may take
     * @return the version that this write made, if it is the one there now; else empty, and the outcome is reported as
     *     AMBIGUOUS. Empty by default
     * @throws InterruptedException if the thread is interrupted
     */
    default Optional<ObjectInfo> written(WriteId id, Attempt attempt) throws InterruptedException {
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
     *     {@link dev.welkin.storage.ByteRange#in} says, or for the last bytes of an empty object where the provider
     *     refuses them: the portable type then asks for the whole of it
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
        throw undone(StorageFeature.BULK_DELETE);
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
        throw undone(StorageFeature.COPY);
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

    /**
     * Begins a write in parts. Called, as the three methods after it, only where {@link StorageFeature#MULTIPART} is
     * declared. Nothing is visible before {@link #completeUpload}.
     *
     * @param request where to, with what beside the bytes
     * @param attempt how long it may take
     * @return the upload
     * @throws InterruptedException if the thread is interrupted
     */
    default Upload startUpload(UploadRequest request, Attempt attempt) throws InterruptedException {
        throw undone(StorageFeature.MULTIPART);
    }

    /**
     * Writes one part. Several threads write different parts of one upload at once.
     *
     * @param request which bytes of which upload
     * @param attempt how long it may take
     * @return what {@link #completeUpload} needs to know of the part
     * @throws CloudException NOT_FOUND (reason {@code upload_missing}) if there is no such upload
     * @throws InterruptedException if the thread is interrupted
     */
    default UploadedPart uploadPart(PartRequest request, Attempt attempt) throws InterruptedException {
        throw undone(StorageFeature.MULTIPART);
    }

    /**
     * Ends a write in parts: all of it becomes visible at once, and durable.
     *
     * @param request the parts, and what must be there before
     * @param attempt how long it may take
     * @return the new version; its attributes may be {@link dev.welkin.storage.ObjectAttributes#NONE}
     * @throws CloudException as {@link #put}; NOT_FOUND (reason {@code upload_missing}) if there is no such upload
     * @throws InterruptedException if the thread is interrupted
     */
    default ObjectInfo completeUpload(CompleteRequest request, Attempt attempt) throws InterruptedException {
        throw undone(StorageFeature.MULTIPART);
    }

    /**
     * Gives up a write in parts and frees its bytes. One that is not there is success.
     *
     * @param upload what to give up
     * @param attempt how long it may take
     * @throws InterruptedException if the thread is interrupted
     */
    default void abortUpload(Upload upload, Attempt attempt) throws InterruptedException {
        throw undone(StorageFeature.MULTIPART);
    }

    /**
     * Signs a request for somebody else. Called only where {@link StorageFeature#PRESIGN} is declared. Asks the object
     * store nothing, though it may need to fetch credentials.
     *
     * @param request what they may do
     * @param attempt how long it may take
     * @return the signed request
     * @throws InterruptedException if the thread is interrupted
     */
    default PresignedRequest presign(PresignRequest request, Attempt attempt) throws InterruptedException {
        throw undone(StorageFeature.PRESIGN);
    }

    /**
     * Lists one page of kept versions. Called, as the two methods after it, only where {@link StorageFeature#VERSIONS}
     * is declared.
     *
     * @param request what to list and where to go on
     * @param attempt how long it may take
     * @return versions and delete marks, without attributes
     * @throws InterruptedException if the thread is interrupted
     */
    default VersionPage listVersions(VersionsRequest request, Attempt attempt) throws InterruptedException {
        throw undone(StorageFeature.VERSIONS);
    }

    /**
     * Tells what is known of a kept version.
     *
     * @param ref which version of which object
     * @param attempt how long it may take
     * @return the version, with its attributes
     * @throws CloudException NOT_FOUND if there is no such version
     * @throws InterruptedException if the thread is interrupted
     */
    default ObjectInfo headVersion(VersionRef ref, Attempt attempt) throws InterruptedException {
        throw undone(StorageFeature.VERSIONS);
    }

    /**
     * Deletes one kept version for good. A missing one is success.
     *
     * @param ref which version of which object
     * @param attempt how long it may take
     * @throws InterruptedException if the thread is interrupted
     */
    default void deleteVersion(VersionRef ref, Attempt attempt) throws InterruptedException {
        throw undone(StorageFeature.VERSIONS);
    }

    /**
     * Tells what an object is tagged with. Called, as the method after it, only where {@link StorageFeature#TAGS} is
     * declared.
     *
     * @param key the object's key
     * @param attempt how long it may take
     * @return names and values
     * @throws CloudException NOT_FOUND if there is no such object
     * @throws InterruptedException if the thread is interrupted
     */
    default Map<String, String> tags(String key, Attempt attempt) throws InterruptedException {
        throw undone(StorageFeature.TAGS);
    }

    /**
     * Replaces all tags of an object.
     *
     * @param request names and values
     * @param attempt how long it may take
     * @throws CloudException NOT_FOUND if there is no such object
     * @throws InterruptedException if the thread is interrupted
     */
    default void setTags(TagsRequest request, Attempt attempt) throws InterruptedException {
        throw undone(StorageFeature.TAGS);
    }

    private CloudException undone(StorageFeature feature) {
        capabilities().require(feature);
        return CloudException.of(
                ErrorCode.INTERNAL, getClass().getName() + " declares " + feature + " without implementing it");
    }

    /** Frees what the driver holds. */
    @Override
    void close();
}
