package dev.welkin.storage.testkit;

import dev.welkin.storage.Bucket;
import dev.welkin.testkit.Judge;

/** What a backend supplies to be judged. One fixture serves one test. */
public interface BucketFixture {
    /**
     * Returns the name under which results are written.
     *
     * @return for example {@code file}; a variant of a backend, or a view of it, is named after it:
     *     {@code file-versioned}
     */
    String name();

    /**
     * Tells what answers behind the backend.
     *
     * @return by default a fake of our own
     */
    default Judge judge() {
        return Judge.fake("in-JVM fake");
    }

    /**
     * Opens an empty bucket. Called again in one test, it opens the same bucket.
     *
     * @return the bucket
     */
    Bucket open();

    /** Removes the bucket and all it holds. */
    void close();
}
