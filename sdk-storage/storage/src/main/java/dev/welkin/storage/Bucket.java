package dev.welkin.storage;

import dev.welkin.Capabilities;
import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Target;
import dev.welkin.spi.Shown;
import dev.welkin.storage.internal.Contents;
import dev.welkin.storage.internal.cache.CachedDriver;
import dev.welkin.storage.internal.cache.DiskCache;
import dev.welkin.storage.internal.crypto.EncryptedDriver;
import dev.welkin.storage.internal.decorator.ChaosDriver;
import dev.welkin.storage.internal.decorator.FailoverDriver;
import dev.welkin.storage.internal.decorator.PrefixedDriver;
import dev.welkin.storage.internal.decorator.ReadOnlyDriver;
import dev.welkin.storage.internal.decorator.ThrottledDriver;
import dev.welkin.storage.internal.stream.PublisherStream;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.ObjectContent;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Objects by key. What a write acknowledged is durable and seen by every later read. Open it by name,
 * {@code Bucket.open(cloud, "photos")}, or by URL, {@code Bucket.open("file:./photos")}. Safe for use by several
 * threads.
 *
 * <p>Every method throws {@link CloudException}: INVALID_ARGUMENT for a key that {@link ObjectKey} refuses, UNSUPPORTED
 * for what {@link #capabilities()} lacks, both before anything is sent; PERMISSION_DENIED, UNAVAILABLE, TIMEOUT and the
 * like for what the backend answers; CLOSED once the Cloud is closed.
 */
public final class Bucket implements AutoCloseable {
    private final BucketCalls calls;
    private final @Nullable Cloud owned;

    Bucket(BucketCalls calls, @Nullable Cloud owned) {
        this.calls = calls;
        this.owned = owned;
    }

    /**
     * Opens the bucket named {@code default}.
     *
     * @param cloud whose configuration says what it is
     * @return the bucket; closes with the Cloud
     * @throws CloudException as {@link #open(Cloud, String)}
     */
    public static Bucket open(Cloud cloud) {
        return open(cloud, "default");
    }

    /**
     * Opens a bucket by name. Connects to nothing: the first call does.
     *
     * @param cloud whose configuration says what the name stands for
     * @param name the name under {@code storage:} in the configuration
     * @return the bucket; closes with the Cloud
     * @throws CloudException INVALID_ARGUMENT if the configuration does not fit
     */
    public static Bucket open(Cloud cloud, String name) {
        return new ConfiguredViews(cloud).open(name);
    }

    /**
     * Opens a bucket by URL, in a Cloud of its own.
     *
     * @param url for example {@code file:./photos} or {@code memory:}
     * @return the bucket; closing it closes the Cloud
     * @throws CloudException INVALID_ARGUMENT if the URL does not fit
     */
    public static Bucket open(String url) {
        Cloud cloud = Cloud.builder()
                .config(Map.of(OpenBucket.SERVICE, Map.of("default", url)))
                .open();
        try {
            Target target = OpenBucket.only(cloud.context().targets(OpenBucket.SERVICE, "default"));
            return of(OpenBucket.of(target, cloud.context()), cloud);
        } catch (CloudException e) {
            cloud.close();
            throw e;
        }
    }

    /**
     * Makes a bucket over a driver opened by hand.
     *
     * @param cloud whose pipeline carries the calls
     * @param name the bucket's name in errors and listeners
     * @param driver the driver; stays the caller's to close
     * @return the bucket
     */
    public static Bucket over(Cloud cloud, String name, BucketDriver driver) {
        String backend = driver.capabilities().backend();
        Target target = Target.parse(OpenBucket.SERVICE, name, backend + ":" + name, Path.of(""), "Bucket.over");
        return of(new OpenBucket(name, target, driver, cloud.context()), null);
    }

    static Bucket of(OpenBucket home, @Nullable Cloud owned) {
        return new Bucket(new BucketCalls(home, home.driver), owned);
    }

    /**
     * Returns what the bucket can do.
     *
     * @return features, of {@link StorageFeature}, and limits
     */
    public Capabilities capabilities() {
        return calls.capabilities();
    }

    /**
     * Writes an object over whatever is there.
     *
     * @param key its key
     * @param content the bytes; not copied: leave them alone until this returns
     * @return the new version
     */
    public ObjectInfo put(String key, byte[] content) {
        return put(key, content, PutOptions.defaults());
    }

    /**
     * Writes an object.
     *
     * @param key its key
     * @param content the bytes; not copied: leave them alone until this returns
     * @param options condition and attributes
     * @return the new version
     * @throws CloudException ALREADY_EXISTS or PRECONDITION_FAILED for a condition; AMBIGUOUS if the reply to a
     *     conditional write was lost and its outcome cannot be found out
     */
    public ObjectInfo put(String key, byte[] content, PutOptions options) {
        return calls.put(key, Contents.of(content), options);
    }

    /**
     * Writes an object from a file over whatever is there.
     *
     * @param key its key
     * @param file the file; must not change meanwhile
     * @return the new version
     */
    public ObjectInfo put(String key, Path file) {
        return put(key, file, PutOptions.defaults());
    }

    /**
     * Writes an object from a file.
     *
     * @param key its key
     * @param file the file; must not change meanwhile
     * @param options condition and attributes
     * @return the new version
     * @throws CloudException NOT_FOUND if there is no such file, INVALID_ARGUMENT (reason {@code source_short}) if it
     *     shrinks while it is read; and as {@link #put(String, byte[], PutOptions)} says
     */
    public ObjectInfo put(String key, Path file, PutOptions options) {
        return calls.put(key, Contents.of(file), options);
    }

    /**
     * Writes an object from a stream of unknown length over whatever is there. Needs memory for one part, however long
     * the stream is.
     *
     * @param key its key
     * @param content read to its end, not closed
     * @return the new version
     */
    public ObjectInfo put(String key, InputStream content) {
        return put(key, content, PutOptions.defaults());
    }

    /**
     * Writes an object from a stream of unknown length. A failure once the stream was begun is not retried: it can be
     * read only once.
     *
     * @param key its key
     * @param content read to its end, not closed
     * @param options condition and attributes
     * @return the new version
     * @throws CloudException INVALID_ARGUMENT (reason {@code source_failed}) if the stream fails: then nothing is
     *     stored; and as {@link #put(String, byte[], PutOptions)} says
     */
    public ObjectInfo put(String key, InputStream content, PutOptions options) {
        return calls.put(key, Contents.of(content, -1), options);
    }

    /**
     * Writes an object from a stream of known length.
     *
     * @param key its key
     * @param content at least so many bytes; no more are read, and it is not closed
     * @param sizeBytes how many
     * @param options condition and attributes
     * @return the new version
     * @throws CloudException INVALID_ARGUMENT (reason {@code source_short}) if the stream ends before: then nothing is
     *     stored; and as {@link #put(String, InputStream, PutOptions)} says
     */
    public ObjectInfo put(String key, InputStream content, long sizeBytes, PutOptions options) {
        if (sizeBytes < 0) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A length of " + sizeBytes + " bytes is none; leave it out where it is unknown");
        }
        return calls.put(key, Contents.of(content, sizeBytes), options);
    }

    /**
     * Writes an object on the Cloud's executor.
     *
     * @param key its key
     * @param content the bytes; not copied: leave them alone until the future completes
     * @param options condition and attributes
     * @return completes as {@link #put(String, byte[], PutOptions)} returns or throws
     */
    public CompletableFuture<ObjectInfo> putAsync(String key, byte[] content, PutOptions options) {
        return calls.putAsync(key, Contents.of(content), options);
    }

    /**
     * Opens an object for reading.
     *
     * @param key its key
     * @return the open object; close it
     * @throws CloudException NOT_FOUND if there is no such object
     */
    public StoredObject get(String key) {
        return get(key, GetOptions.defaults());
    }

    /**
     * Opens a part of an object for reading, or an object on a condition.
     *
     * @param key its key
     * @param options range and conditions
     * @return the open object; close it
     * @throws CloudException NOT_FOUND if there is no such object; PRECONDITION_FAILED with reason {@code changed} or
     *     {@code not_modified} for a condition; INVALID_ARGUMENT (reason {@code range}) if the range starts behind the
     *     last byte
     */
    public StoredObject get(String key, GetOptions options) {
        return calls.get(key, options);
    }

    /**
     * Reads an object into memory.
     *
     * @param key its key
     * @return the bytes
     * @throws CloudException NOT_FOUND if there is no such object; INVALID_ARGUMENT (reason {@code too_large}) if it
     *     has more than 64 MiB
     */
    public byte[] getBytes(String key) {
        return getBytes(key, GetOptions.defaults());
    }

    /**
     * Reads a part of an object into memory, or an object on a condition.
     *
     * @param key its key
     * @param options range, conditions and the most bytes to take
     * @return the bytes
     * @throws CloudException as {@link #get(String, GetOptions)} and {@link StoredObject#bytes()} say
     */
    public byte[] getBytes(String key, GetOptions options) {
        return calls.getBytes(key, options);
    }

    /**
     * Reads an object into memory on the Cloud's executor.
     *
     * @param key its key
     * @param options range, conditions and the most bytes to take
     * @return completes as {@link #getBytes(String, GetOptions)} returns or throws
     */
    public CompletableFuture<byte[]> getBytesAsync(String key, GetOptions options) {
        return calls.getBytesAsync(key, options);
    }

    /**
     * Downloads an object. The file is there whole or not at all: it is written beside and renamed.
     *
     * @param key its key
     * @param file where to; its folder must exist; a file that is there is replaced
     * @return the version that was downloaded
     * @throws CloudException NOT_FOUND if there is no such object; INVALID_ARGUMENT if the place cannot become a file
     */
    public ObjectInfo download(String key, Path file) {
        return download(key, file, GetOptions.defaults(), Transfer.defaults());
    }

    /**
     * Downloads an object, or a kept version or a part of one: a whole object in ranges, several at once, each going on
     * where it broke, all of the same version.
     *
     * @param key its key
     * @param file where to, as {@link #download(String, Path)} says
     * @param options version, range and conditions
     * @param transfer the size of the ranges, and how many move at once
     * @return the version that was downloaded
     * @throws CloudException PRECONDITION_FAILED (reason {@code changed}) if another version is written meanwhile; and
     *     as {@link #download(String, Path)} and {@link #get(String, GetOptions)} say
     */
    public ObjectInfo download(String key, Path file, GetOptions options, Transfer transfer) {
        return calls.download(key, file, options, transfer);
    }

    /**
     * Tells what is known of an object.
     *
     * @param key its key
     * @return the current version
     * @throws CloudException NOT_FOUND if there is no such object
     */
    public ObjectInfo head(String key) {
        return calls.head(key);
    }

    /**
     * Tells whether there is an object.
     *
     * @param key its key
     * @return true if there is
     */
    public boolean exists(String key) {
        try {
            calls.head(key);
            return true;
        } catch (CloudException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Lists the objects whose keys begin with a prefix.
     *
     * @param prefix the beginning; "" for all
     * @return the objects, fetched as they are walked through
     */
    public BucketListing list(String prefix) {
        return list(ListOptions.prefix(prefix));
    }

    /**
     * Lists objects.
     *
     * @param options prefix, delimiter, start and page size
     * @return the objects and common prefixes, fetched as they are walked through
     */
    public BucketListing list(ListOptions options) {
        return new BucketListing(cursor -> calls.list(options, cursor));
    }

    /**
     * Deletes an object. A missing one is success.
     *
     * @param key its key
     */
    public void delete(String key) {
        calls.delete(key);
    }

    /**
     * Deletes objects, in as few requests as the backend allows. One that fails does not keep the others.
     *
     * @param keys their keys; missing ones are success
     * @return one result per different key, in the order given
     * @throws CloudException INVALID_ARGUMENT before anything is deleted, if a key is refused; CANCELLED if the thread
     *     is interrupted
     */
    public List<DeleteResult> deleteAll(Collection<String> keys) {
        return new Deletion(calls).run(keys);
    }

    /**
     * Opens a writer for an object whose content comes piece by piece.
     *
     * @param key its key
     * @param options condition and attributes
     * @return the writer; {@link ObjectWriter#commit} makes the object visible, closing it before leaves nothing
     * @throws CloudException as {@link #put(String, InputStream, PutOptions)}, some of it only from the writer
     */
    public ObjectWriter writer(String key, PutOptions options) {
        calls.putRequest(key, Contents.of(new byte[0]), options);
        return new ObjectWriter(key, content -> put(key, content, options));
    }

    /**
     * Writes an object from a publisher of buffers, a few of which are asked for ahead.
     *
     * @param key its key
     * @param content subscribed to once, and cancelled if the write fails
     * @param options condition and attributes
     * @return the new version
     * @throws CloudException INVALID_ARGUMENT (reason {@code source_failed}) if the publisher fails: then nothing is
     *     stored; and as {@link #put(String, InputStream, PutOptions)} says
     */
    public ObjectInfo put(String key, Flow.Publisher<ByteBuffer> content, PutOptions options) {
        try (PublisherStream stream = PublisherStream.of(content)) {
            return put(key, stream, options);
        }
    }

    /**
     * Counts the objects whose keys begin with a prefix, by listing them.
     *
     * @param prefix the beginning; "" for all
     * @return how many, and their lengths together
     */
    public Usage usage(String prefix) {
        long objects = 0;
        long sizeBytes = 0;
        for (ObjectInfo info : list(prefix)) {
            objects++;
            sizeBytes += info.sizeBytes();
        }
        return new Usage(objects, sizeBytes);
    }

    /**
     * Tells of changes to the objects whose keys begin with a prefix, from now on: looks every second.
     *
     * @param prefix the beginning; "" for all
     * @param handler is told each change, in the order of keys, on the Cloud's executor; what it throws is logged
     * @return the watch; close it to end it
     * @throws CloudException what the first look fails with; what a later one fails with is logged and told the
     *     listener as {@code watch_failed}, and it is tried again
     */
    public Watch watch(String prefix, Consumer<ObjectChange> handler) {
        return watch(prefix, Watch.DEFAULT_INTERVAL, handler);
    }

    /**
     * Tells of changes to the objects whose keys begin with a prefix, from now on.
     *
     * @param prefix the beginning; "" for all
     * @param interval how long from one look to the next; each look lists all of the objects
     * @param handler as {@link #watch(String, Consumer)} says
     * @return the watch; close it to end it
     * @throws CloudException as {@link #watch(String, Consumer)} says
     */
    public Watch watch(String prefix, Duration interval, Consumer<ObjectChange> handler) {
        if (interval.isNegative() || interval.isZero()) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "The interval of a watch must be above 0");
        }
        String what = calls.home().name + "/" + Shown.of(prefix);
        return new Watch(() -> list(prefix), interval, handler, calls.home().context, what);
    }

    /**
     * Puts a folder's files under a prefix: those that are not there, differ in size, or are newer than their object.
     * Links are not followed.
     *
     * @param folder the folder
     * @param prefix what stands before each file's relative path, for example {@code backup/}
     * @param options whether to delete, how many at once, who is told
     * @return what was done; what failed does not keep the others
     * @throws CloudException what listing either side fails with; CANCELLED if the thread is interrupted
     */
    public SyncReport syncUp(Path folder, String prefix, SyncOptions options) {
        return new DirectorySync(this, folder, prefix, options).up();
    }

    /**
     * Fetches the objects under a prefix into a folder: those that are not there, differ in size, or are newer than
     * their file. A key that is no path within the folder on every system, or that differs from another only in case or
     * Unicode form, is a failure of that object; nothing is written through links, and nothing outside the folder.
     *
     * @param folder the folder; made if missing
     * @param prefix what is cut from each key
     * @param options whether to delete, how many at once, who is told
     * @return what was done; what failed does not keep the others
     * @throws CloudException what listing either side fails with; CANCELLED if the thread is interrupted
     */
    public SyncReport syncDown(Path folder, String prefix, SyncOptions options) {
        return new DirectorySync(this, folder, prefix, options).down();
    }

    Executor executor() {
        return calls.home().context.executor();
    }

    /**
     * Copies an object with its attributes.
     *
     * @param key what to copy
     * @param to where to, for example {@code Destination.key("archive/a.pdf")}
     * @return the new version
     * @throws CloudException NOT_FOUND if there is nothing to copy; INVALID_ARGUMENT if both keys are the same; and as
     *     {@link #put(String, byte[], PutOptions)} says
     */
    public ObjectInfo copy(String key, Destination to) {
        return calls.copy(key, to);
    }

    /**
     * Begins a write in parts that the caller sends, from several threads if it likes. A put of large content does the
     * same by itself.
     *
     * @param key where to
     * @param options condition, attributes, and the size of every part but the last as {@link PutOptions#transfer}
     *     says: enlarged to the least that the backend takes, see {@link MultipartUpload#partBytes}
     * @return the upload; complete it, or close it to give it up
     * @throws CloudException UNSUPPORTED if the backend lacks MULTIPART, or with a condition CONDITIONAL_MULTIPART
     */
    public MultipartUpload startUpload(String key, PutOptions options) {
        return new MultipartUpload(calls.startUpload(key, options), calls.capabilities());
    }

    /**
     * Signs a request that reads an object, for somebody without credentials. Does not ask whether the object exists.
     *
     * @param key its key
     * @param options for how long it works
     * @return the request; whoever has it can read the object
     * @throws CloudException UNSUPPORTED if the backend lacks PRESIGN
     */
    public PresignedRequest presignGet(String key, PresignOptions options) {
        return calls.presign(PresignedRequest.Verb.GET, key, options);
    }

    /**
     * Signs a request that writes an object, for somebody without credentials.
     *
     * @param key its key
     * @param options for how long it works, and which type, length and bytes it allows
     * @return the request, with the headers that its sender must send
     * @throws CloudException UNSUPPORTED if the backend lacks PRESIGN
     */
    public PresignedRequest presignPut(String key, PresignOptions options) {
        return calls.presign(PresignedRequest.Verb.PUT, key, options);
    }

    /**
     * Lists kept versions and the marks of deletes, of each key the newest first.
     *
     * @param prefix the beginning of the keys; "" for all
     * @return the versions, fetched as they are walked through
     * @throws CloudException INVALID_ARGUMENT if no key can begin so; UNSUPPORTED if the bucket keeps no versions
     */
    public Iterable<ObjectVersion> versions(String prefix) {
        ObjectKey.checkPrefix(prefix);
        calls.capabilities().require(StorageFeature.VERSIONS);
        return () -> new VersionWalk(cursor -> calls.listVersions(prefix, cursor));
    }

    /**
     * Tells what is known of a kept version.
     *
     * @param key its key
     * @param version which version
     * @return the version
     * @throws CloudException NOT_FOUND if there is no such version; UNSUPPORTED if the bucket keeps no versions
     */
    public ObjectInfo head(String key, VersionId version) {
        return calls.headVersion(key, version);
    }

    /**
     * Deletes a kept version, or the mark of a delete, for good. A missing one is success.
     *
     * @param key its key
     * @param version which version
     * @throws CloudException UNSUPPORTED if the bucket keeps no versions
     */
    public void delete(String key, VersionId version) {
        calls.deleteVersion(key, version);
    }

    /**
     * Makes a kept version the current one again, by a copy of it.
     *
     * @param key its key
     * @param version which version
     * @return the new version
     * @throws CloudException NOT_FOUND if there is no such version; UNSUPPORTED if the bucket keeps no versions
     */
    public ObjectInfo restore(String key, VersionId version) {
        return calls.restore(key, version);
    }

    /**
     * Tells what an object is tagged with.
     *
     * @param key its key
     * @return names and values
     * @throws CloudException NOT_FOUND if there is no such object; UNSUPPORTED if the backend lacks TAGS
     */
    public Map<String, String> tags(String key) {
        return calls.tags(key);
    }

    /**
     * Replaces all tags of an object.
     *
     * @param key its key
     * @param tags at most 10, with names of 1 to 128 and values of up to 256 of letters, digits, space and {@code + - =
     *     . _ : /}; empty to remove all
     * @throws CloudException INVALID_ARGUMENT (reason {@code tags}) for other tags; NOT_FOUND if there is no such
     *     object; UNSUPPORTED if the backend lacks TAGS
     */
    public void setTags(String key, Map<String, String> tags) {
        calls.setTags(key, tags);
    }

    /**
     * Copies an object and then deletes the original. Not atomic: between the two both are there, and a failed delete
     * leaves both.
     *
     * @param key what to move
     * @param to where to
     * @return the new version
     * @throws CloudException as {@link #copy} and {@link #delete} say
     */
    public ObjectInfo move(String key, Destination to) {
        ObjectInfo moved = calls.copy(key, to);
        calls.delete(key);
        return moved;
    }

    /**
     * Returns the part of this bucket whose keys begin with a prefix, as a bucket of its own: its keys are what follows
     * the prefix.
     *
     * @param prefix the beginning, for example {@code tenants/7/}; not empty
     * @return a view; closing it closes nothing
     */
    public Bucket prefixed(String prefix) {
        ObjectKey.check(prefix);
        return view(new PrefixedDriver(calls.driver(), prefix));
    }

    /**
     * Returns this bucket for reading only: every write is UNSUPPORTED.
     *
     * @return a view; closing it closes nothing
     */
    public Bucket readOnly() {
        return view(new ReadOnlyDriver(calls.driver()));
    }

    /**
     * Returns this bucket with a limit on how fast it is used, by all who use this view together. Calls and bytes wait;
     * a call whose turn comes after its time-out is OVERLOADED, with nothing sent.
     *
     * @param throttle the limits
     * @return a view; closing it closes nothing
     */
    public Bucket throttled(Throttle throttle) {
        return view(new ThrottledDriver(
                calls.driver(), throttle, calls.home().context.clock()));
    }

    /**
     * Returns this bucket with faults, for tests of a program that uses it: calls fail, replies are lost, streams
     * break. The bucket's own retries go on above the faults.
     *
     * @param chaos which faults how often
     * @return a view; closing it closes nothing
     */
    public Bucket chaos(Chaos chaos) {
        return view(new ChaosDriver(calls.driver(), chaos, calls.home().context.clock()));
    }

    /**
     * Returns this bucket with whole objects that were read kept on the local disk. Every read asks the backend whether
     * the kept version is still current, and fetches only what is not: nothing older than the call is given. The folder
     * is made private to the user; damaged copies are fetched anew; the least recently used go first. Views on one
     * folder must be of the same bucket.
     *
     * @param folder where to keep them; made if missing
     * @param maxBytes how much to keep at most
     * @return a view; closing it closes nothing
     * @throws CloudException UNSUPPORTED if the backend lacks CONDITIONAL_READ; UNAVAILABLE if the folder cannot be
     *     used
     */
    public Bucket cached(Path folder, long maxBytes) {
        return view(new CachedDriver(calls.driver(), DiskCache.open(folder, maxBytes)));
    }

    /**
     * Returns this bucket reading from others where it does not answer: whole objects, ranges, heads and listings come
     * from the first bucket that answers, each after its own retries. Writes, conditional reads, versions and tags are
     * this bucket's alone, so that data is never split. A missing object is an answer. Keep the others alike by other
     * means; what they give may be older.
     *
     * @param others where to read next, in order
     * @return a view; closing it closes nothing
     */
    public Bucket failover(Bucket... others) {
        List<BucketDriver> rest = Arrays.stream(others).map(Bucket::pipelined).toList();
        return new Bucket(new BucketCalls(calls.home().askedOnce(), new FailoverDriver(pipelined(), rest)), null);
    }

    /**
     * Returns this bucket kept the same as others, perhaps of other clouds: a write is acknowledged once every bucket
     * has it, and reads come from the first bucket that answers, as {@link #failover} says. This bucket decides
     * conditions, and whose write is the last. A write that a bucket missed fails with reason {@code mirror_incomplete}
     * and does not count as done; a journal under {@code .welkin-mirror/} in this bucket remembers it, also when the
     * process is killed in the middle, until {@link #repair} or another write of the key brings them in step. Begin
     * with buckets that are the same, and write through such a view alone. Versions and signed requests are not
     * possible.
     *
     * @param others where everything is kept too, in the order in which they are read; at least one
     * @return a view; closing it closes nothing
     * @throws CloudException INVALID_ARGUMENT if there is no other
     */
    public Bucket mirrored(Bucket... others) {
        if (others.length == 0) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "A mirror needs another bucket; give one at least");
        }
        List<Bucket> rest = List.of(others);
        Mirror mirror = new Mirror(
                this, rest, new MirrorJournal(this, calls.home().context.clock()));
        List<BucketDriver> drivers = rest.stream().map(Bucket::pipelined).toList();
        MirroredDriver driver = new MirroredDriver(pipelined(), drivers, mirror);
        return new Bucket(new BucketCalls(calls.home().mirrored(mirror), driver), null);
    }

    ObjectInfo put(String key, ObjectContent content, PutOptions options) {
        return calls.put(key, content, options);
    }

    /**
     * Brings the buckets of a mirrored one in step where its journal says that they may differ: what is in the first
     * one counts, and what is written meanwhile is not overwritten. Call it after a bucket was away, and when the
     * program starts. The entry of a write that began in the last 15 minutes stays in the journal, since somebody else
     * may be at it. For a bucket that is no mirror there is nothing to do.
     *
     * @return what was repaired, and what could not be
     * @throws CloudException what reading the journal fails with; CANCELLED if the thread is interrupted
     */
    public RepairReport repair() {
        return calls.home().repair();
    }

    private BucketDriver pipelined() {
        return new PipelinedDriver(calls);
    }

    private Bucket view(BucketDriver driver) {
        return new Bucket(new BucketCalls(calls.home(), driver), null);
    }

    /**
     * Returns this bucket with its objects encrypted before they leave the program: AES-256-GCM in frames of 64 KiB, so
     * that ranges can be read, under a fresh key for each write, which is stored wrapped in the object's metadata
     * {@code welkin_key}. An object that was cut, altered, put together from others or moved to another key is
     * CORRUPTED; that an older version was put back is not noticed. Keys, sizes, content types and the user's metadata
     * stay readable below. Copies are made by reading and writing; presigning is not possible.
     *
     * @param keys wraps the data keys
     * @return a view; closing it closes nothing
     * @throws CloudException UNSUPPORTED if the backend lacks METADATA
     */
    public Bucket encrypted(KeyProvider keys) {
        return view(new EncryptedDriver(calls.driver(), keys));
    }

    /** Closes the private Cloud of a bucket opened by URL. One that belongs to a Cloud closes with it. */
    @Override
    public void close() {
        if (owned != null) {
            owned.close();
        }
    }

    /** Prints the name and the backend's scheme. */
    @Override
    public String toString() {
        return "Bucket " + calls.home();
    }
}
