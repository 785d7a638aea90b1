package dev.welkin.events.internal.log;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.events.internal.Notices;
import dev.welkin.events.internal.codec.ByteWriter;
import dev.welkin.events.internal.engine.EventSize;
import dev.welkin.events.internal.engine.Group;
import dev.welkin.events.spi.EventReceiver;
import dev.welkin.events.spi.EventsDriver;
import dev.welkin.events.spi.ReceiverOptions;
import dev.welkin.events.spi.SendResults;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.PrivateFolder;
import dev.welkin.spi.StoreLock;
import dev.welkin.time.CloudClock;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** A store of topics in one folder, held by one process. */
final class LogDriver implements EventsDriver, Committer.Upkeep {
    /** How many bytes may be written before the free space of the disk is looked at again. */
    private static final long CHECK_SPACE_EVERY = 1L << 20;

    private final PrivateFolder root;
    private final StoreLock storeLock;
    private final LogOptions options;
    private final CloudClock clock;
    private final Notices notices;
    private final Committer committer;
    private final BufferPool pool = new BufferPool();
    private final Disk disk;
    private final Map<String, LogTopic> topics = new ConcurrentHashMap<>();
    private final Map<String, LogGroup> groups = new ConcurrentHashMap<>();
    private final ThreadLocal<ByteWriter> writers = ThreadLocal.withInitial(ByteWriter::new);
    private long unchecked;
    private volatile boolean full;
    private volatile boolean closed;

    private LogDriver(PrivateFolder root, StoreLock storeLock, LogOptions options, CloudContext context, Disk disk) {
        this.root = root;
        this.storeLock = storeLock;
        this.options = options;
        this.disk = disk;
        this.clock = context.clock();
        this.notices = new Notices(context);
        this.committer = new Committer(String.valueOf(root.path().getFileName()), options.durability(), this);
    }

    /** Opens the store, with all its topics and groups. */
    static LogDriver open(PrivateFolder root, LogOptions options, CloudContext context, Disk disk) {
        StoreLock lock = StoreLock.acquire(root);
        try {
            LogDriver driver = new LogDriver(root, lock, options, context, disk);
            driver.load();
            driver.committer.start();
            return driver;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        } catch (IOException e) {
            lock.close();
            throw LogFiles.failed("open " + root, e);
        }
    }

    private void load() throws IOException {
        for (String topic : LogFiles.topics(root.path())) {
            LogTopic store = topic(topic);
            for (String group : LogFiles.groups(store.folder().path())) {
                LogGroup known = LogGroup.load(store, group, clock, committer);
                groups.put(key(topic, group), known);
                store.groups().get(group, n -> known.group());
            }
        }
        upkeep();
    }

    @Override
    public Capabilities capabilities() {
        return LogBackend.capabilities(options);
    }

    // ---- publishing

    @Override
    public void send(String topic, List<CloudEvent> events, SendResults results) {
        LogTopic store = topic(topic);
        ByteWriter writer = writers.get();
        for (int i = 0; i < events.size(); i++) {
            try {
                writer.reset();
                EventSize.write(clock.now().toEpochMilli(), events.get(i), writer, options.maxEventBytes());
                refuseIfFull();
                committer.reserve(Frame.HEAD + writer.size());
            } catch (CloudException e) {
                results.refused(i, e);
                continue;
            }
            if (store.append(writer, results, i)) {
                committer.dirty(store);
            }
        }
    }

    private void refuseIfFull() {
        if (full && isFull()) {
            throw CloudException.builder(
                            ErrorCode.QUOTA_EXCEEDED,
                            "The event log " + root + " has reached its bound: maxBytes " + options.maxBytes()
                                    + ", minFreeBytes " + options.minFreeBytes()
                                    + ". Make room, let groups catch up, or delete groups nobody uses")
                    .provider("log")
                    .reason("store_full")
                    .operation("events.publish")
                    .build();
        }
    }

    private boolean isFull() {
        long used = topics.values().stream().mapToLong(LogTopic::bytes).sum();
        full = used >= options.maxBytes() || root.path().toFile().getUsableSpace() < options.minFreeBytes();
        return full;
    }

    @Override
    public void written(long bytes) throws IOException {
        unchecked += bytes;
        if (unchecked >= Math.min(CHECK_SPACE_EVERY, options.segmentBytes())) {
            unchecked = 0;
            upkeep();
        }
    }

    private void upkeep() throws IOException {
        for (LogTopic topic : topics.values()) {
            topic.retain(clock.now());
        }
        if (isFull()) {
            notices.tell("store_full", "The event log " + root + " refuses publishes until there is room");
        }
    }

    @Override
    public void stopped(CloudException why) {
        notices.tell("store_stopped", String.valueOf(why.getMessage()));
    }

    // ---- receiving

    @Override
    public EventReceiver receiver(String topic, String group, ReceiverOptions how) {
        if (closed) {
            throw Committer.closed();
        }
        LogTopic store = topic(topic);
        Group found = store.groups().get(group, name -> create(store, name, how).group());
        return found.join(how.ordered());
    }

    private LogGroup create(LogTopic store, String name, ReceiverOptions how) {
        try {
            LogGroup group = LogGroup.create(store, name, how.startAt(), clock, committer);
            groups.put(key(store.name(), name), group);
            return group;
        } catch (IOException e) {
            throw LogFiles.failed("create the group " + name, e);
        }
    }

    @Override
    public Set<String> topics() {
        return new TreeSet<>(topics.keySet());
    }

    @Override
    public Set<String> groups(String topic) {
        LogTopic store = topics.get(topic);
        return store == null ? Set.of() : store.groups().names();
    }

    @Override
    public void deleteGroup(String topic, String group) {
        LogTopic store = topics.get(topic);
        LogGroup known = groups.get(key(topic, group));
        if (store != null && known != null && store.groups().remove(group)) {
            groups.remove(key(topic, group));
            delete(known);
        }
    }

    private static void delete(LogGroup group) {
        try {
            group.delete();
        } catch (IOException e) {
            throw LogFiles.failed("delete a group", e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        committer.close();
        topics.values().forEach(topic -> topic.refuseOpen(Committer.closed()));
        Closing closing = new Closing();
        if (committer.hasWorked()) {
            groups.values().forEach(group -> closing.run(group::complete));
            topics.values().forEach(topic -> closing.run(topic::complete));
        }
        groups.values().forEach(group -> closing.run(group::close));
        topics.values().forEach(topic -> closing.run(topic::close));
        storeLock.close();
        try {
            closing.end();
        } catch (IOException e) {
            throw LogFiles.failed("close " + root, e);
        }
    }

    private LogTopic topic(String name) {
        LogTopic known = topics.get(name);
        return known != null ? known : topics.computeIfAbsent(name, this::openTopic);
    }

    private LogTopic openTopic(String name) {
        return LogTopic.open(name, root.folder(LogFiles.topicFolder(name)), options, pool, disk);
    }

    private static String key(String topic, String group) {
        return topic + "/" + group;
    }
}
