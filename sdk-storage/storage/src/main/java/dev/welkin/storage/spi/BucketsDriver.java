package dev.welkin.storage.spi;

import dev.welkin.call.Attempt;
import java.util.List;

/**
 * Creates, lists and deletes the buckets of one account or root. Each method is one provider call and never retries.
 * Guaranteed: names are 3 to 63 of {@code a-z 0-9 -}, neither starting nor ending with {@code -}. Safe for use by
 * several threads.
 */
public interface BucketsDriver extends AutoCloseable {
    /**
     * Creates a bucket.
     *
     * @param name its name
     * @param attempt how long it may take
     * @throws dev.welkin.CloudException ALREADY_EXISTS if it is there
     * @throws InterruptedException if the thread is interrupted
     */
    void create(String name, Attempt attempt) throws InterruptedException;

    /**
     * Lists the buckets.
     *
     * @param attempt how long it may take
     * @return their names in order
     * @throws InterruptedException if the thread is interrupted
     */
    List<String> list(Attempt attempt) throws InterruptedException;

    /**
     * Deletes an empty bucket. A missing one is success.
     *
     * @param name its name
     * @param attempt how long it may take
     * @throws dev.welkin.CloudException PRECONDITION_FAILED (reason {@code bucket_not_empty}) if it holds objects
     * @throws InterruptedException if the thread is interrupted
     */
    void delete(String name, Attempt attempt) throws InterruptedException;

    /**
     * Makes the driver of a bucket, without asking whether it exists.
     *
     * @param name its name
     * @return the driver; the portable type closes it
     */
    BucketDriver open(String name);

    @Override
    void close();
}
