package dev.welkin.events;

import dev.welkin.Feature;

/** What a backend of events may or may not be able to do. */
public enum EventsFeature implements Feature {
    /** Publishing; a store opened read-only lacks it. */
    PUBLISH("open the store without readOnly=true"),
    /** An accepted event outlives the process and, as far as the backend says, the machine. */
    DURABLE("use a durable backend such as log"),
    /** What a group has acknowledged outlives the process; without it a group lasts as long as the bus. */
    DURABLE_GROUPS("use a backend that keeps groups, such as log"),
    /** Several groups each see every event. */
    GROUPS("publish to one topic per consumer, or use a backend with GROUPS such as log"),
    /** Events of one key come in order, and a failing one holds back only its key. */
    KEY_ORDER("subscribe with ordered(false), or use a backend with KEY_ORDER such as log"),
    /** A group can be moved to the oldest, the newest or a time, and so replay. */
    SEEK("use a backend that keeps events, such as log"),
    /** A retry can be delayed. */
    RETRY_DELAY("retry at once, or use a backend with RETRY_DELAY such as log"),
    /** A lease can be extended. */
    LEASE_EXTENSION("ask for a lease longer than the handler needs"),
    /** Attempts are counted across consumers and their crashes. */
    ATTEMPT_COUNT("count attempts in the handler");

    private final String alternative;

    EventsFeature(String alternative) {
        this.alternative = alternative;
    }

    @Override
    public String alternative() {
        return alternative;
    }
}
