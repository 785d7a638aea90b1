package dev.welkin;

import dev.welkin.internal.CloudCore;
import dev.welkin.internal.CloudOptions;
import dev.welkin.spi.CloudContext;
import dev.welkin.time.CloudClock;
import dev.welkin.time.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

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
     * Opens a Cloud for tests on a manual clock of its own: every service in memory and a scripted {@code fake:} AI
     * route. Where the test moves time, it makes the clock: {@code Cloud.inMemory(clock)}.
     *
     * @return a Cloud that touches no file and no network
     */
    public static Cloud inMemory() {
        return inMemory(new ManualClock());
    }

    /**
     * Opens a Cloud for tests on the test's own clock: {@code ManualClock clock = new ManualClock(); Cloud cloud =
     * Cloud.inMemory(clock); clock.advance(Duration.ofMinutes(5));}
     *
     * @param clock the clock
     * @return a Cloud that touches no file and no network
     */
    public static Cloud inMemory(CloudClock clock) {
        return builder().inMemory().clock(clock).open();
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

    /**
     * Describes what this Cloud was opened with: the configuration, what each name stands for, and where the embedded
     * stores are. Secrets are masked.
     *
     * @return the description; print it
     */
    public CloudDescription describe() {
        return core.describe();
    }

    /**
     * Counts the calls since this Cloud was opened.
     *
     * @return a snapshot: how many calls, errors by code, and how long they took
     */
    public CloudMetrics metrics() {
        return core.metrics();
    }

    /** Closes within 30 seconds; see {@link #close(Duration)}. */
    @Override
    public void close() {
        close(Duration.ofSeconds(30));
    }

    /**
     * Drains and closes in order jobs, subscriptions, predictors, stores, HTTP, then the executor and the clock that
     * are its own. Later calls do nothing.
     *
     * @param within how long draining may take in all; what is not done by then is cut off
     */
    public void close(Duration within) {
        core.close(within);
    }

    /** Options of a Cloud. Can be used again; not safe for use by several threads. */
    public static final class Builder {
        private final CloudOptions options = new CloudOptions();

        private Builder() {}

        /**
         * Names the configuration file.
         *
         * @param file the file; a relative one starts at the working folder
         * @return this builder
         */
        public Builder config(Path file) {
            options.file = file;
            return this;
        }

        /**
         * Gives the configuration itself, with the keys of {@code welkin.yaml}; the same rules and limits hold.
         *
         * @param map maps, lists, texts, numbers, switches and {@link Secret}s; relative paths start at the working
         *     folder
         * @return this builder
         */
        public Builder config(Map<String, ?> map) {
            options.values = new LinkedHashMap<>(map);
            return this;
        }

        /**
         * Keeps every service in memory, for tests; no configuration is read.
         *
         * @return this builder
         */
        public Builder inMemory() {
            options.inMemory = true;
            return this;
        }

        /**
         * Gives the environment variables that {@code WELKIN_CONFIG}, {@code WELKIN_EMBEDDED} and <code>${NAME}</code>
         * are looked up in.
         *
         * @param variables by name; by default those of the process
         * @return this builder
         */
        public Builder environment(Map<String, String> variables) {
            options.environment = Map.copyOf(variables);
            return this;
        }

        /**
         * Says where {@code welkin.yaml} is looked for, the embedded stores are kept, and relative paths start.
         *
         * @param folder the folder; by default the process's own
         * @return this builder
         */
        public Builder workingFolder(Path folder) {
            options.workingFolder = folder;
            return this;
        }

        /**
         * Gives the executor for handlers and asynchronous calls. Welkin does not shut it down.
         *
         * @param value the executor; by default virtual threads on JDK 24 and later, else daemon threads
         * @return this builder
         */
        public Builder executor(Executor value) {
            options.executor = value;
            return this;
        }

        /**
         * Wraps every task that goes to the executor, on the thread that hands it over: handlers, tools and
         * asynchronous calls then run with that thread's logging, trace or security context.
         *
         * @param decorator takes a task and gives one that restores the context around it; by default changes nothing
         * @return this builder
         */
        public Builder contextDecorator(UnaryOperator<Runnable> decorator) {
            options.contextDecorator = decorator;
            return this;
        }

        /**
         * Gives the clock. Welkin does not close it.
         *
         * @param value the clock; by default the system's
         * @return this builder
         */
        public Builder clock(CloudClock value) {
            options.clock = value;
            return this;
        }

        /**
         * Adds a listener of all calls; there may be several.
         *
         * @param value the listener; by default none
         * @return this builder
         */
        public Builder listener(CallListener value) {
            options.listeners.add(value);
            return this;
        }

        /**
         * Opens the Cloud.
         *
         * @return a Cloud
         * @throws CloudException INVALID_ARGUMENT or NOT_FOUND as {@link Cloud#open()} and {@link Cloud#open(Path)} say
         */
        public Cloud open() {
            return new Cloud(CloudCore.open(new CloudOptions(options)));
        }
    }
}
