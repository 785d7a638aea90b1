package dev.welkin.events;

/**
 * What a subscription has done since it was opened, and what its group has before it.
 *
 * @param delivered events handed to the handler
 * @param acked events acknowledged
 * @param retried events given back after a failure
 * @param deadLettered events sent to the dead-letter topic
 * @param duplicates events acknowledged without being handled, since the dedupe store remembers them
 * @param inHand events received and not yet settled here
 * @param depth what the whole group has before it
 */
public record SubscriptionStats(
        long delivered, long acked, long retried, long deadLettered, long duplicates, int inHand, Depth depth) {}
