package dev.welkin.compute.testkit;

import dev.welkin.Cloud;
import dev.welkin.testkit.Judge;
import java.util.Map;

/** What a backend supplies to be judged. One fixture serves one test. */
public interface ComputeFixture {
    /**
     * Returns the name under which results are written.
     *
     * @return for example {@code local}; a variant of a backend is named after it: {@code local-without-cgroups}
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
     * Tells whether the Cloud's clock makes a back-off wait, as every clock does but a manual one.
     *
     * @return by default true
     */
    default boolean clockWaits() {
        return true;
    }

    /**
     * Opens a Cloud whose {@code compute} has the backend as {@code default}, with one core in all where it counts
     * cores, and whose {@code storage} has the buckets {@code inputs} and {@code results}.
     *
     * @param builder what the Cloud is opened with; the fixture adds configuration and clock
     * @return the Cloud; the contract closes it
     */
    Cloud open(Cloud.Builder builder);

    /** Ends what the fixture started. */
    default void close() {}

    /**
     * Makes the configuration most backends need.
     *
     * @param compute the URL of the backend
     * @param inputs the URL of the bucket {@code inputs}
     * @param results the URL of the bucket {@code results}
     * @return for {@link Cloud.Builder#config}
     */
    static Map<String, Object> config(String compute, String inputs, String results) {
        return Map.of("compute", Map.of("default", compute), "storage", Map.of("inputs", inputs, "results", results));
    }
}
