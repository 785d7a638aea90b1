package dev.welkin.ai.testkit;

import dev.welkin.Cloud;
import dev.welkin.Secret;
import dev.welkin.testkit.Judge;

/** What a backend supplies to be judged. One fixture serves one test. */
public interface ChatFixture {
    /**
     * Returns the name under which results are written.
     *
     * @return for example {@code openai}
     */
    String name();

    /**
     * Tells what judges the backend.
     *
     * @return by default a fake of our own
     */
    default Judge judge() {
        return Judge.fake("fault server");
    }

    /**
     * Returns what answers behind the backend.
     *
     * @return by default something that answers as it will
     */
    default Provider provider() {
        return Provider.REAL;
    }

    /**
     * Opens a Cloud whose route {@code default} has this backend as its one target.
     *
     * @param builder what the Cloud is opened with; the fixture adds configuration and clock
     * @param key the credential that the backend is given, if it takes one; the test fails if it is seen anywhere
     * @return the Cloud; the contract closes it
     */
    Cloud open(Cloud.Builder builder, Secret key);

    /**
     * Returns the script of the provider. Called only where {@link #provider} says that there is one.
     *
     * @return the script
     * @throws IllegalStateException by default
     */
    default ProviderScript script() {
        throw new IllegalStateException(name() + " has no script");
    }

    /** Ends what the fixture started. */
    default void close() {}
}
