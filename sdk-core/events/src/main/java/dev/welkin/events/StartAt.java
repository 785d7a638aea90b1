package dev.welkin.events;

import java.time.Instant;

/** A place in a topic where a group starts or goes on. */
public sealed interface StartAt {
    /**
     * The oldest event still there.
     *
     * @return the place
     */
    static StartAt oldest() {
        return Oldest.OLDEST;
    }

    /**
     * Behind the newest event: only what is published from now on.
     *
     * @return the place
     */
    static StartAt newest() {
        return Newest.NEWEST;
    }

    /**
     * The first event that the store accepted at or after a time.
     *
     * @param time the time, on the Cloud's clock
     * @return the place
     */
    static StartAt time(Instant time) {
        return new Time(time);
    }

    /** See {@link StartAt#oldest()}. */
    enum Oldest implements StartAt {
        /** The one value. */
        OLDEST
    }

    /** See {@link StartAt#newest()}. */
    enum Newest implements StartAt {
        /** The one value. */
        NEWEST
    }

    /**
     * See {@link StartAt#time(Instant)}.
     *
     * @param time the time, on the Cloud's clock
     */
    record Time(Instant time) implements StartAt {}
}
