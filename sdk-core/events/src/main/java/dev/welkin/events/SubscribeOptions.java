package dev.welkin.events;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/**
 * How a group receives. Immutable; each method returns changed options.
 *
 * @param startAt where a new group starts; default the oldest event still there
 * @param ordered events of one partition key come in order, and a failing one holds back only its key; default true
 * @param concurrency how many handlers run at a time; default 1
 * @param maxInFlight how many events are received ahead and not yet settled; default 1000
 * @param maxInFlightBytes how many bytes of events are received ahead; one event is always allowed; default 64 MiB
 * @param maxAttempts how often an event is tried before it goes to the dead-letter topic; default 5
 * @param backoff the wait before a failed event comes again; default 1 s, doubling up to 1 min
 * @param lease how long an event is reserved for its handler; extended by itself while the handler runs; default 30 s
 * @param maxProcessing how long a handler may run before its lease is no longer extended; default 15 min
 * @param deadLetterTopic where rejected events go; default {@code <topic>.<group>.dead}
 * @param dedupe remembers what was handled, so that an event with the same source and id is handled once; default none
 */
public record SubscribeOptions(
        StartAt startAt,
        boolean ordered,
        int concurrency,
        int maxInFlight,
        long maxInFlightBytes,
        int maxAttempts,
        Backoff backoff,
        Duration lease,
        Duration maxProcessing,
        Optional<String> deadLetterTopic,
        Optional<DedupeStore> dedupe) {
    private static final SubscribeOptions DEFAULTS = new SubscribeOptions(
            StartAt.oldest(),
            true,
            1,
            1000,
            64L << 20,
            5,
            Backoff.defaults(),
            Duration.ofSeconds(30),
            Duration.ofMinutes(15),
            Optional.empty(),
            Optional.empty());

    /** Checks the numbers. */
    public SubscribeOptions {
        atLeastOne("concurrency", concurrency);
        atLeastOne("maxInFlight", maxInFlight);
        atLeastOne("maxInFlightBytes", maxInFlightBytes);
        atLeastOne("maxAttempts", maxAttempts);
        positive("lease", lease);
        positive("maxProcessing", maxProcessing);
    }

    /**
     * Returns the defaults.
     *
     * @return the options
     */
    public static SubscribeOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets where a new group starts.
     *
     * @param value the place
     * @return new options
     */
    public SubscribeOptions startAt(StartAt value) {
        return new SubscribeOptions(
                value,
                ordered,
                concurrency,
                maxInFlight,
                maxInFlightBytes,
                maxAttempts,
                backoff,
                lease,
                maxProcessing,
                deadLetterTopic,
                dedupe);
    }

    /**
     * Sets whether events of one key come in order.
     *
     * @param value false to give up order for more concurrency
     * @return new options
     */
    public SubscribeOptions ordered(boolean value) {
        return new SubscribeOptions(
                startAt,
                value,
                concurrency,
                maxInFlight,
                maxInFlightBytes,
                maxAttempts,
                backoff,
                lease,
                maxProcessing,
                deadLetterTopic,
                dedupe);
    }

    /**
     * Sets how many handlers run at a time.
     *
     * @param value at least 1
     * @return new options
     */
    public SubscribeOptions concurrency(int value) {
        return new SubscribeOptions(
                startAt,
                ordered,
                value,
                maxInFlight,
                maxInFlightBytes,
                maxAttempts,
                backoff,
                lease,
                maxProcessing,
                deadLetterTopic,
                dedupe);
    }

    /**
     * Sets how many events are received ahead.
     *
     * @param value at least 1
     * @return new options
     */
    public SubscribeOptions maxInFlight(int value) {
        return new SubscribeOptions(
                startAt,
                ordered,
                concurrency,
                value,
                maxInFlightBytes,
                maxAttempts,
                backoff,
                lease,
                maxProcessing,
                deadLetterTopic,
                dedupe);
    }

    /**
     * Sets how many bytes of events are received ahead.
     *
     * @param value at least 1
     * @return new options
     */
    public SubscribeOptions maxInFlightBytes(long value) {
        return new SubscribeOptions(
                startAt,
                ordered,
                concurrency,
                maxInFlight,
                value,
                maxAttempts,
                backoff,
                lease,
                maxProcessing,
                deadLetterTopic,
                dedupe);
    }

    /**
     * Sets how often an event is tried.
     *
     * @param value at least 1
     * @return new options
     */
    public SubscribeOptions maxAttempts(int value) {
        return new SubscribeOptions(
                startAt,
                ordered,
                concurrency,
                maxInFlight,
                maxInFlightBytes,
                value,
                backoff,
                lease,
                maxProcessing,
                deadLetterTopic,
                dedupe);
    }

    /**
     * Sets the waits between attempts.
     *
     * @param value the back-off
     * @return new options
     */
    public SubscribeOptions backoff(Backoff value) {
        return new SubscribeOptions(
                startAt,
                ordered,
                concurrency,
                maxInFlight,
                maxInFlightBytes,
                maxAttempts,
                value,
                lease,
                maxProcessing,
                deadLetterTopic,
                dedupe);
    }

    /**
     * Sets how long an event is reserved.
     *
     * @param value longer than zero
     * @return new options
     */
    public SubscribeOptions lease(Duration value) {
        return new SubscribeOptions(
                startAt,
                ordered,
                concurrency,
                maxInFlight,
                maxInFlightBytes,
                maxAttempts,
                backoff,
                value,
                maxProcessing,
                deadLetterTopic,
                dedupe);
    }

    /**
     * Sets how long a handler may run.
     *
     * @param value longer than zero
     * @return new options
     */
    public SubscribeOptions maxProcessing(Duration value) {
        return new SubscribeOptions(
                startAt,
                ordered,
                concurrency,
                maxInFlight,
                maxInFlightBytes,
                maxAttempts,
                backoff,
                lease,
                value,
                deadLetterTopic,
                dedupe);
    }

    /**
     * Sets where rejected events go.
     *
     * @param topic the topic
     * @return new options
     */
    public SubscribeOptions deadLetterTopic(String topic) {
        return new SubscribeOptions(
                startAt,
                ordered,
                concurrency,
                maxInFlight,
                maxInFlightBytes,
                maxAttempts,
                backoff,
                lease,
                maxProcessing,
                Optional.of(topic),
                dedupe);
    }

    /**
     * Handles each event once: one whose source and id the store holds is acknowledged without reaching the handler.
     * See {@link DedupeStore} for what that promises.
     *
     * @param store remembers what this group has handled; one for all its subscriptions
     * @return new options
     */
    public SubscribeOptions dedupe(DedupeStore store) {
        return new SubscribeOptions(
                startAt,
                ordered,
                concurrency,
                maxInFlight,
                maxInFlightBytes,
                maxAttempts,
                backoff,
                lease,
                maxProcessing,
                deadLetterTopic,
                Optional.of(store));
    }

    private static void atLeastOne(String option, long value) {
        if (value < 1) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "The option " + option + " is " + value + "; it must be at least 1");
        }
    }

    private static void positive(String option, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "The option " + option + " is " + value + "; it must be above zero");
        }
    }
}
