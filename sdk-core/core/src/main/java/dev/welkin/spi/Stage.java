package dev.welkin.spi;

/** When something closes as its Cloud closes; stages close in this order. */
public enum Stage {
    /** Running jobs, and what follows them. */
    JOBS,
    /** Subscriptions and triggers: they stop receiving and drain. */
    SUBSCRIPTIONS,
    /** Predictors and routes: what is in flight ends. */
    PREDICTORS,
    /** Stores: logs, buckets, records. */
    STORES,
    /** The connection pool and timers. */
    HTTP
}
