package dev.welkin.events.spi;

import dev.welkin.events.StartAt;

/**
 * How a receiver reads.
 *
 * @param startAt where a group that does not exist yet starts; a group that exists goes on where it is
 * @param ordered true if events of one key must come in order: see {@link EventReceiver}
 */
public record ReceiverOptions(StartAt startAt, boolean ordered) {}
