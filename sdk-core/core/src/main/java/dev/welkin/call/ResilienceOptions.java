package dev.welkin.call;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;

/**
 * How calls to one endpoint are retried, limited and cut off. Immutable; {@link #defaults()} and {@link #toBuilder()}
 * make variants.
 *
 * @param maxAttempts how often a call is tried in all; 1 means no retry; default 5
 * @param initialBackoff the wait before the second attempt, doubled with each further one; default 100 ms
 * @param maxBackoff the longest back-off; a provider's Retry-After may be longer; default 20 s
 * @param jitter the share of the back-off that is random, from 0 to 1: the wait lies between (1 - jitter) x back-off
 *     and the back-off; default 0.5
 * @param callTimeout the time of a whole call, waits and retries included; default 2 min
 * @param attemptTimeout the time of one attempt, where its body does not move; default 30 s
 * @param retryShare how many retries each call adds to the endpoint's retry budget; default 0.1
 * @param retryReserve how many retries the budget holds at most; it fills by one a second too; default 10
 * @param breakerWindow over how many of the latest attempts the failure rate is counted; default 50
 * @param breakerMinimumAttempts how many attempts there must be before the breaker can open; default 20
 * @param breakerFailureRate the share of failed attempts, above 0 to 1, at which the breaker opens; default 0.5
 * @param breakerOpen how long an open breaker refuses calls before it lets three through on trial; default 10 s
 * @param maxConcurrent how many attempts run at a time, further ones wait; 0, the default, for no limit
 * @param callsPerSecond how many attempts start in a second, further ones wait; 0, the default, for no limit
 */
public record ResilienceOptions(
        int maxAttempts,
        Duration initialBackoff,
        Duration maxBackoff,
        double jitter,
        Duration callTimeout,
        Duration attemptTimeout,
        double retryShare,
        int retryReserve,
        int breakerWindow,
        int breakerMinimumAttempts,
        double breakerFailureRate,
        Duration breakerOpen,
        int maxConcurrent,
        double callsPerSecond) {
    private static final ResilienceOptions DEFAULTS = new ResilienceOptions(
            5,
            Duration.ofMillis(100),
            Duration.ofSeconds(20),
            0.5,
            Duration.ofMinutes(2),
            Duration.ofSeconds(30),
            0.1,
            10,
            50,
            20,
            0.5,
            Duration.ofSeconds(10),
            0,
            0);

    /** Checks the ranges. */
    public ResilienceOptions {
        require(maxAttempts >= 1, "maxAttempts", "at least 1");
        require(positive(initialBackoff), "initialBackoff", "above 0");
        require(maxBackoff.compareTo(initialBackoff) >= 0, "maxBackoff", "at least initialBackoff");
        require(jitter >= 0 && jitter <= 1, "jitter", "from 0 to 1");
        require(positive(callTimeout), "callTimeout", "above 0");
        require(positive(attemptTimeout), "attemptTimeout", "above 0");
        require(retryShare >= 0, "retryShare", "0 or more");
        require(retryReserve >= 0, "retryReserve", "0 or more");
        require(breakerWindow >= 1, "breakerWindow", "at least 1");
        require(breakerMinimumAttempts >= 1, "breakerMinimumAttempts", "at least 1");
        require(breakerFailureRate > 0 && breakerFailureRate <= 1, "breakerFailureRate", "above 0 and at most 1");
        require(positive(breakerOpen), "breakerOpen", "above 0");
        require(maxConcurrent >= 0, "maxConcurrent", "0 or more");
        require(callsPerSecond >= 0, "callsPerSecond", "0 or more");
    }

    /**
     * Returns the defaults.
     *
     * @return the options that hold where nothing is configured
     */
    public static ResilienceOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Starts a variant.
     *
     * @return a builder with these values
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    private static boolean positive(Duration value) {
        return !value.isNegative() && !value.isZero();
    }

    private static void require(boolean holds, String option, String range) {
        if (!holds) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "The resilience option '" + option + "' must be " + range);
        }
    }

    /** Collects options. Not safe for use by several threads. */
    public static final class Builder {
        private int maxAttempts;
        private Duration initialBackoff;
        private Duration maxBackoff;
        private double jitter;
        private Duration callTimeout;
        private Duration attemptTimeout;
        private double retryShare;
        private int retryReserve;
        private int breakerWindow;
        private int breakerMinimumAttempts;
        private double breakerFailureRate;
        private Duration breakerOpen;
        private int maxConcurrent;
        private double callsPerSecond;

        private Builder(ResilienceOptions o) {
            maxAttempts = o.maxAttempts;
            initialBackoff = o.initialBackoff;
            maxBackoff = o.maxBackoff;
            jitter = o.jitter;
            callTimeout = o.callTimeout;
            attemptTimeout = o.attemptTimeout;
            retryShare = o.retryShare;
            retryReserve = o.retryReserve;
            breakerWindow = o.breakerWindow;
            breakerMinimumAttempts = o.breakerMinimumAttempts;
            breakerFailureRate = o.breakerFailureRate;
            breakerOpen = o.breakerOpen;
            maxConcurrent = o.maxConcurrent;
            callsPerSecond = o.callsPerSecond;
        }

        /**
         * Sets {@link ResilienceOptions#maxAttempts}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder maxAttempts(int value) {
            maxAttempts = value;
            return this;
        }

        /**
         * Sets {@link ResilienceOptions#initialBackoff}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder initialBackoff(Duration value) {
            initialBackoff = value;
            return this;
        }

        /**
         * Sets {@link ResilienceOptions#maxBackoff}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder maxBackoff(Duration value) {
            maxBackoff = value;
            return this;
        }

        /**
         * Sets {@link ResilienceOptions#jitter}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder jitter(double value) {
            jitter = value;
            return this;
        }

        /**
         * Sets {@link ResilienceOptions#callTimeout}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder callTimeout(Duration value) {
            callTimeout = value;
            return this;
        }

        /**
         * Sets {@link ResilienceOptions#attemptTimeout}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder attemptTimeout(Duration value) {
            attemptTimeout = value;
            return this;
        }

        /**
         * Sets {@link ResilienceOptions#retryShare}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder retryShare(double value) {
            retryShare = value;
            return this;
        }

        /**
         * Sets {@link ResilienceOptions#retryReserve}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder retryReserve(int value) {
            retryReserve = value;
            return this;
        }

        /**
         * Sets {@link ResilienceOptions#breakerWindow}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder breakerWindow(int value) {
            breakerWindow = value;
            return this;
        }

        /**
         * Sets {@link ResilienceOptions#breakerMinimumAttempts}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder breakerMinimumAttempts(int value) {
            breakerMinimumAttempts = value;
            return this;
        }

        /**
         * Sets {@link ResilienceOptions#breakerFailureRate}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder breakerFailureRate(double value) {
            breakerFailureRate = value;
            return this;
        }

        /**
         * Sets {@link ResilienceOptions#breakerOpen}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder breakerOpen(Duration value) {
            breakerOpen = value;
            return this;
        }

        /**
         * Sets {@link ResilienceOptions#maxConcurrent}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder maxConcurrent(int value) {
            maxConcurrent = value;
            return this;
        }

        /**
         * Sets {@link ResilienceOptions#callsPerSecond}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder callsPerSecond(double value) {
            callsPerSecond = value;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return new options
         * @throws CloudException INVALID_ARGUMENT if a value is out of its range
         */
        public ResilienceOptions build() {
            return new ResilienceOptions(
                    maxAttempts,
                    initialBackoff,
                    maxBackoff,
                    jitter,
                    callTimeout,
                    attemptTimeout,
                    retryShare,
                    retryReserve,
                    breakerWindow,
                    breakerMinimumAttempts,
                    breakerFailureRate,
                    breakerOpen,
                    maxConcurrent,
                    callsPerSecond);
        }
    }
}
