package dev.welkin.events;

/** What a receipt of the {@code log:} backend promises; the option {@code durability}. */
public enum Durability {
    /** The event is on the disk: it outlives a power cut. The default. */
    FSYNC,
    /** The operating system has the event: it outlives the process, not a power cut. */
    OS,
    /** The event is in this process's memory and will be written soon: it may be lost with the process. */
    NONE
}
