package dev.welkin.events.spi;

import java.time.Duration;

/**
 * What one {@link EventReceiver#receive} asks for.
 *
 * @param maxEvents at most so many; at least 1
 * @param maxBytes stop when the events taken reach so many bytes; one event is always allowed
 * @param lease how long the events are reserved for this receiver
 * @param waitFor how long to wait for the first event; zero for what is there now
 */
public record ReceiveRequest(int maxEvents, long maxBytes, Duration lease, Duration waitFor) {}
