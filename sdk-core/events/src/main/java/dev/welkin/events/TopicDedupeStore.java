package dev.welkin.events;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Keys in a topic, one event per mark; those that count are in memory as well. */
final class TopicDedupeStore implements DedupeStore {
    private static final String TYPE = "dev.welkin.dedupe";
    /** There while the store is opened only, so that it keeps no event from being cleaned up. */
    private static final String READER = "opening";

    private static final int BATCH = 1000;

    private final EventPublisher marks;
    private final RecentKeys recent;

    private TopicDedupeStore(EventPublisher marks, RecentKeys recent) {
        this.marks = marks;
        this.recent = recent;
    }

    static DedupeStore open(EventBus bus, String topic, RecentKeys recent, Duration maxAge) {
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "A dedupe store of the last " + maxAge + "; it must be above zero");
        }
        EventPublisher marks = bus.publisher(topic);
        try (PullSubscription reader = bus.pull(topic, READER)) {
            reader.seek(StartAt.time(bus.now().minus(maxAge)));
            read(reader, topic, recent);
        }
        bus.deleteGroup(topic, READER);
        return new TopicDedupeStore(marks, recent);
    }

    private static void read(PullSubscription reader, String topic, RecentKeys recent) {
        for (List<Leased> batch = reader.pull(BATCH, Duration.ZERO);
                !batch.isEmpty();
                batch = reader.pull(BATCH, Duration.ZERO)) {
            batch.forEach(mark -> recent.mark(keys(mark, topic)));
            Leased.ackAll(batch);
        }
    }

    private static List<String> keys(Leased mark, String topic) {
        if (!TYPE.equals(mark.event().getType())) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED,
                    "The topic " + topic + " holds events that are no marks; give the dedupe store one of its own");
        }
        return List.of(mark.as(String[].class));
    }

    @Override
    public boolean contains(String key) {
        return recent.contains(key);
    }

    @Override
    public void mark(Collection<String> keys) {
        marks.publish(TYPE, keys);
        recent.mark(keys);
    }
}
