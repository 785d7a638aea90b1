package dev.welkin.events;

import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Publishes dead letters again where they came from. */
final class Redrive {
    static final String GROUP = "redrive";

    /** Leases outlast a redrive, and a letter is tried as often as it takes. */
    static final SubscribeOptions OPTIONS =
            SubscribeOptions.defaults().lease(Duration.ofHours(1)).maxAttempts(Integer.MAX_VALUE);

    private static final int BATCH = 100;
    /** What is not wanted is held until the end, so that it is not seen twice; it is memory. */
    private static final long MAX_HELD_BYTES = 64L << 20;

    private final PullSubscription letters;
    private final Predicate<CloudEvent> wanted;
    private final Function<String, EventPublisher> publishers;
    private int moved;
    private int left;
    private long heldBytes;

    Redrive(PullSubscription letters, Predicate<CloudEvent> wanted, Function<String, EventPublisher> publishers) {
        this.letters = letters;
        this.wanted = wanted;
        this.publishers = publishers;
    }

    /** Goes once through the letters that are there now: one that fails again meanwhile waits for the next redrive. */
    RedriveResult run() {
        long all = letters.stats().depth().total();
        while (moved + left < all && heldBytes < MAX_HELD_BYTES) {
            List<Leased> batch = letters.pull((int) Math.min(BATCH, all - moved - left), Duration.ZERO);
            if (batch.isEmpty()) {
                break;
            }
            move(batch);
        }
        return new RedriveResult(moved, left);
    }

    private void move(List<Leased> batch) {
        Map<String, List<Leased>> byTopic = new LinkedHashMap<>();
        for (Leased letter : batch) {
            String topic = DeadLetter.topicOf(letter.event());
            if (topic.isEmpty() || !wanted.test(letter.event())) {
                left++;
                heldBytes += letter.sizeBytes();
            } else {
                byTopic.computeIfAbsent(topic, t -> new ArrayList<>()).add(letter);
            }
        }
        byTopic.forEach(this::move);
    }

    private void move(String topic, List<Leased> batch) {
        publishers
                .apply(topic)
                .publishAll(batch.stream()
                        .map(letter -> DeadLetter.original(letter.event()))
                        .toList());
        moved += Leased.ackAll(batch);
    }
}
