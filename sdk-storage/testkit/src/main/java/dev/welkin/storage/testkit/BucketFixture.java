package dev.welkin.storage.testkit;

import dev.welkin.storage.Bucket;

/** What a backend supplies to be judged. One fixture serves one test. */
public interface BucketFixture {
    /**
     * Returns the name under which results are written.
     *
     * @return for example {@code file}
     */
    String name();

    /**
     * Opens an empty bucket. Called again in one test, it opens the same bucket.
     *
     * @return the bucket
     */
    Bucket open();

    /** Removes the bucket and all it holds. */
    void close();
}
