package dev.welkin.events;

import java.time.Duration;
import java.util.Collection;

/**
 * Remembers which events a group has handled, so that one that comes again is acknowledged without being handled again:
 * events with the same CloudEvents {@code source} and {@code id} are the same. With
 * {@link SubscribeOptions#dedupe(DedupeStore)} an event reaches a handler that succeeds once, however often it was
 * published or delivered, as long as the store remembers it.
 *
 * <p>What is left: an event is marked after its handler has succeeded and all it emitted is stored, and before it is
 * acknowledged. If the process dies between the handler's effect and the mark, the event comes again and is handled
 * again. To close that window, keep the mark where the effect is: an implementation of this interface over the same
 * database, called in the handler's transaction.
 *
 * <p>An event that was rejected is not marked, so that it can be {@link EventBus#redrive(String) redriven}. A group
 * that is moved back by a seek sees nothing again that its store remembers.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface DedupeStore {
    /** How many keys a store remembers unless it is told otherwise. */
    int DEFAULT_MAX_KEYS = 100_000;

    /** How far back {@link #inTopic(EventBus, String)} reads. */
    Duration DEFAULT_MAX_AGE = Duration.ofDays(1);

    /**
     * Tells whether an event was handled.
     *
     * @param key names the event: topic, group, source and id
     * @return true if it was marked and is still remembered
     */
    boolean contains(String key);

    /**
     * Remembers events as handled; when it returns, as durably as the store promises.
     *
     * @param keys names of events, as given to {@link #contains}
     */
    void mark(Collection<String> keys);

    /**
     * Makes a store in memory. It forgets with the process: after a restart, what was handled and not yet acknowledged
     * is handled again.
     *
     * @param maxKeys how many keys it remembers, about 200 bytes each; the oldest go first
     * @return the store
     * @throws dev.welkin.CloudException INVALID_ARGUMENT if that is less than 1
     */
    static DedupeStore inMemory(int maxKeys) {
        return new RecentKeys(maxKeys);
    }

    /**
     * Makes a store in a topic of its own, with {@link #DEFAULT_MAX_KEYS} and {@link #DEFAULT_MAX_AGE}.
     *
     * @param bus where the topic is
     * @param topic used for nothing else
     * @return the store
     * @throws dev.welkin.CloudException as {@link #inTopic(EventBus, String, int, Duration)}
     */
    static DedupeStore inTopic(EventBus bus, String topic) {
        return inTopic(bus, topic, DEFAULT_MAX_KEYS, DEFAULT_MAX_AGE);
    }

    /**
     * Makes a store that is kept in a topic: as durable as the bus's events. Each mark is one publish, so with
     * {@code log:} a handler that runs alone waits for the disk at each event; more concurrency shares that wait.
     * Opening reads the topic's marks up to an age. One process at a time: what another one marks is not seen before
     * the store is opened again.
     *
     * @param bus where the topic is
     * @param topic used for nothing else
     * @param maxKeys how many keys it remembers, about 200 bytes each; the oldest go first
     * @param maxAge marks older than that are not read when the store is opened
     * @return the store
     * @throws dev.welkin.CloudException UNSUPPORTED if the bus has no SEEK, CORRUPTED if the topic holds anything else,
     *     INVALID_ARGUMENT if a number is less than 1
     */
    static DedupeStore inTopic(EventBus bus, String topic, int maxKeys, Duration maxAge) {
        return TopicDedupeStore.open(bus, topic, new RecentKeys(maxKeys), maxAge);
    }
}
