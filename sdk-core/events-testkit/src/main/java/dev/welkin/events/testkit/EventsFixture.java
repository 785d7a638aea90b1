package dev.welkin.events.testkit;

import dev.welkin.Cloud;
import dev.welkin.testkit.Judge;

/** What a backend supplies to be judged. One fixture serves one test. */
public interface EventsFixture {
    /**
     * Returns the name under which results are written.
     *
     * @return for example {@code log}
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
     * Opens a Cloud whose {@code events} has this backend as {@code default}, empty of events, on real time. Called
     * again in one test, after the Cloud was closed, it opens the same store.
     *
     * @param builder what the Cloud is opened with; the fixture adds the configuration
     * @return the Cloud; the contract closes it
     */
    Cloud open(Cloud.Builder builder);

    /** Ends what the fixture started. */
    default void close() {}
}
