package dev.welkin.events;

/**
 * What {@link EventBus#redrive(String)} has done.
 *
 * @param moved how many dead letters were published again and are gone from the dead-letter topic's redrive group
 * @param left how many were looked at and stay, because they were not wanted or do not say where they came from
 */
public record RedriveResult(int moved, int left) {}
