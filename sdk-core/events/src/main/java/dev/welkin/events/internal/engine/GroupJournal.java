package dev.welkin.events.internal.engine;

/** Is told what happens to a group, so that it can be rebuilt. Called under the group's lock: never waits. */
public interface GroupJournal extends AutoCloseable {
    /** Keeps nothing. */
    GroupJournal NONE = new GroupJournal() {};

    /** An event was delivered: one attempt more. */
    default void leased(long offset) {}

    /** An event was given back untried: one attempt less. */
    default void released(long offset) {}

    /** An event was acknowledged. */
    default void acked(long offset) {}

    /** The group goes on elsewhere and forgets everything else. */
    default void moved(long offset) {}

    @Override
    default void close() {}
}
