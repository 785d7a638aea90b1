package dev.welkin;

import dev.welkin.internal.CloudCore;
import dev.welkin.spi.CloudContext;
import dev.welkin.time.CloudClock;
import dev.welkin.time.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the services of one program share: configuration, connections, credentials, clock, executor and listeners.
 * Services open lazily by name: {@code Bucket.open(cloud, "photos")}. Safe for use by several threads; close it at the
 * end of the program.
 */
public final class Cloud implements AutoCloseable {
    private final CloudCore core;

    private Cloud(CloudCore core) {
        this.core = core;
    }

    /**
     * Opens the configuration named by the environment variable {@code WELKIN_CONFIG}, else {@code ./welkin.yaml}, else
     * the embedded defaults under {@code ./.welkin}.
     *
     * @return a Cloud
     * @throws CloudException INVALID_ARGUMENT if the configuration is broken, or none exists and
     *     {@code WELKIN_EMBEDDED=forbid}
     */
    public static Cloud open() {
        return builder().open();
    }

    /**
     * Opens a configuration file.
     *
     * @param config the file
     * @return a Cloud
     * @throws CloudException NOT_FOUND if there is no such file, INVALID_ARGUMENT if it is broken
     */
    public static Cloud open(Path config) {
        return builder().config(config).open();
    }

    /**
     * Opens a Cloud for tests: every service in memory, a scripted {@code fake:} AI route, and a manual clock that is
     * {@code (ManualClock) cloud.clock()}.
     *
     * @return a Cloud that touches no file and no network
     */
    public static Cloud inMemory() {
        return inMemory(new ManualClock());
    }

    /**
     * Opens a Cloud for tests on a clock of the test's own.
     *
     * @param clock the clock
     * @return a Cloud that touches no file and no network
     */
    public static Cloud inMemory(CloudClock clock) {
        return new Cloud(CloudCore.inMemory(clock));
    }

    /**
     * Starts a Cloud with options.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the clock.
     *
     * @return the clock of every service of this Cloud
     */
    public CloudClock clock() {
        return core.clock();
    }

    /**
     * Returns what services and backends build on.
     *
     * @return the context; for writers of services and backends
     */
    public CloudContext context() {
        return core;
    }

    /** Closes within 30 seconds; see {@link #close(Duration)}. */
    @Override
    public void close() {
        close(Duration.ofSeconds(30));
    }

    /**
     * Drains and closes in order jobs, subscriptions, predictors, stores, HTTP. Later calls do nothing.
     *
     * @param within how long draining may take; what is not done by then is cut off
     */
    public void close(Duration within) {
        core.close(within);
    }

    /** Options of a Cloud. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable Path config;
        private @Nullable Map<String, Object> values;
        private @Nullable Executor executor;
        private CloudClock clock = CloudClock.system();
        private CallListener listener = CallListener.NONE;

        private Builder() {}

        /**
         * Names the configuration file.
         *
         * @param file the file
         * @return this builder
         */
        public Builder config(Path file) {
            this.config = file;
            return this;
        }

        /**
         * Gives the configuration itself, with the keys of {@code welkin.yaml}.
         *
         * @param map maps, lists, texts, numbers and switches; relative paths start at the working folder
         * @return this builder
         */
        public Builder config(Map<String, ?> map) {
            this.values = new LinkedHashMap<>(map);
            return this;
        }

        /**
         * Gives the executor for handlers and asynchronous calls. Welkin does not shut it down.
         *
         * @param value the executor
         * @return this builder
         */
        public Builder executor(Executor value) {
            this.executor = value;
            return this;
        }

        /**
         * Gives the clock.
         *
         * @param value the clock; by default the system's
         * @return this builder
         */
        public Builder clock(CloudClock value) {
            this.clock = value;
            return this;
        }

        /**
         * Gives the listener of all calls.
         *
         * @param value the listener; by default none
         * @return this builder
         */
        public Builder listener(CallListener value) {
            this.listener = value;
            return this;
        }

        /**
         * Opens the Cloud.
         *
         * @return a Cloud
         * @throws CloudException INVALID_ARGUMENT or NOT_FOUND as {@link Cloud#open()} and {@link Cloud#open(Path)} say
         */
        public Cloud open() {
            return new Cloud(CloudCore.open(config, values, executor, clock, listener));
        }
    }
}
