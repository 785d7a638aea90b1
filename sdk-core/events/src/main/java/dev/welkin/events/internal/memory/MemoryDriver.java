package dev.welkin.events.internal.memory;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.events.EventsFeature;
import dev.welkin.events.internal.codec.ByteWriter;
import dev.welkin.events.internal.engine.EventSize;
import dev.welkin.events.internal.engine.Group;
import dev.welkin.events.internal.engine.GroupJournal;
import dev.welkin.events.internal.engine.GroupState;
import dev.welkin.events.spi.EventReceiver;
import dev.welkin.events.spi.EventsDriver;
import dev.welkin.events.spi.ReceiverOptions;
import dev.welkin.events.spi.SendResults;
import dev.welkin.time.CloudClock;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Topics in the memory of this process, with the same leases, order and limits as the log. */
final class MemoryDriver implements EventsDriver {
    private final Map<String, MemoryTopic> topics = new ConcurrentHashMap<>();
    private final CloudClock clock;
    private final int maxEventBytes;
    private final long maxBytes;
    private long bytes;
    private volatile boolean closed;

    MemoryDriver(CloudClock clock, int maxEventBytes, long maxBytes) {
        this.clock = clock;
        this.maxEventBytes = maxEventBytes;
        this.maxBytes = maxBytes;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(
                        "memory",
                        EventsFeature.PUBLISH,
                        EventsFeature.GROUPS,
                        EventsFeature.KEY_ORDER,
                        EventsFeature.SEEK,
                        EventsFeature.RETRY_DELAY,
                        EventsFeature.LEASE_EXTENSION,
                        EventsFeature.ATTEMPT_COUNT)
                .limit("maxEventBytes", maxEventBytes);
    }

    @Override
    public void send(String topic, List<CloudEvent> events, SendResults results) {
        checkOpen();
        MemoryTopic store = topic(topic);
        ByteWriter writer = new ByteWriter();
        for (int i = 0; i < events.size(); i++) {
            sendOne(store, events.get(i), writer.reset(), i, results);
        }
        store.groups().published();
    }

    private void sendOne(MemoryTopic store, CloudEvent event, ByteWriter writer, int item, SendResults results) {
        try {
            EventSize.write(clock.now().toEpochMilli(), event, writer, maxEventBytes);
            reserve(store, writer.size());
        } catch (CloudException e) {
            results.refused(item, e);
            return;
        }
        results.accepted(item, Long.toString(store.append(writer.toBytes())));
    }

    private synchronized void reserve(MemoryTopic store, int size) {
        if (bytes + size > maxBytes) {
            bytes -= store.drop(Math.max(size, maxBytes / 10));
        }
        if (bytes + size > maxBytes) {
            throw CloudException.builder(
                            ErrorCode.QUOTA_EXCEEDED,
                            "The memory store holds " + bytes + " bytes of events that groups still need; its limit is "
                                    + maxBytes
                                    + ". Let consumers catch up, delete groups nobody uses, or raise maxBytes")
                    .reason("store_full")
                    .operation("events.publish")
                    .build();
        }
        bytes += size;
    }

    @Override
    public EventReceiver receiver(String topic, String group, ReceiverOptions options) {
        checkOpen();
        MemoryTopic store = topic(topic);
        Group found = store.groups()
                .get(
                        group,
                        name -> new Group(
                                store,
                                clock,
                                GroupState.at(Group.resolve(store, options.startAt())),
                                GroupJournal.NONE));
        return found.join(options.ordered());
    }

    @Override
    public Set<String> topics() {
        return new TreeSet<>(topics.keySet());
    }

    @Override
    public Set<String> groups(String topic) {
        MemoryTopic store = topics.get(topic);
        return store == null ? Set.of() : store.groups().names();
    }

    @Override
    public void deleteGroup(String topic, String group) {
        MemoryTopic store = topics.get(topic);
        if (store != null) {
            store.groups().remove(group);
        }
    }

    @Override
    public void close() {
        closed = true;
        topics.clear();
    }

    private void checkOpen() {
        if (closed) {
            throw CloudException.of(ErrorCode.CLOSED, "The memory store of events is closed");
        }
    }

    private MemoryTopic topic(String name) {
        return topics.computeIfAbsent(name, n -> new MemoryTopic());
    }
}
