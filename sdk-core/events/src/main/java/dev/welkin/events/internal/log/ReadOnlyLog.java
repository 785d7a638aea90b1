package dev.welkin.events.internal.log;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.events.EventsFeature;
import dev.welkin.events.internal.engine.Group;
import dev.welkin.events.spi.EventReceiver;
import dev.welkin.events.spi.EventsDriver;
import dev.welkin.events.spi.ReceiverOptions;
import dev.welkin.events.spi.SendResults;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.PrivateFolder;
import dev.welkin.spi.Shown;
import dev.welkin.time.CloudClock;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log that another process may be writing: follows it by looking every 50 ms, real time. It takes no lock and changes
 * no file; its groups start where they are told and are forgotten when it closes. It may see an event a moment before
 * its publisher has the receipt.
 */
final class ReadOnlyLog implements EventsDriver {
    private static final Logger LOG = LoggerFactory.getLogger(ReadOnlyLog.class);
    private static final long LOOK_EVERY_MILLIS = 50;

    private final PrivateFolder root;
    private final LogOptions options;
    private final CloudClock clock;
    private final BufferPool pool = new BufferPool();
    private final Map<String, LogTopic> topics = new ConcurrentHashMap<>();
    private final Thread follower = new Thread(this::follow, "welkin-log-follower");
    private volatile boolean closed;

    ReadOnlyLog(PrivateFolder root, LogOptions options, CloudContext context) {
        this.root = root;
        this.options = options;
        this.clock = context.clock();
        follower.setDaemon(true);
        follower.start();
    }

    @Override
    public Capabilities capabilities() {
        return LogBackend.capabilities(options);
    }

    @Override
    public void send(String topic, List<CloudEvent> events, SendResults results) {
        capabilities().require(EventsFeature.PUBLISH);
    }

    @Override
    public EventReceiver receiver(String topic, String group, ReceiverOptions how) {
        LogTopic store = topics.computeIfAbsent(topic, this::openTopic);
        Group found = store.groups().get(group, name -> LogGroup.unkept(store, how.startAt(), clock));
        return found.join(how.ordered());
    }

    @Override
    public Set<String> topics() {
        return new TreeSet<>(LogFiles.topics(root.path()));
    }

    @Override
    public Set<String> groups(String topic) {
        return new TreeSet<>(LogFiles.groups(root.resolve(LogFiles.topicFolder(topic))));
    }

    @Override
    public void deleteGroup(String topic, String group) {
        capabilities().require(EventsFeature.DURABLE_GROUPS);
    }

    private LogTopic openTopic(String name) {
        if (!Files.isDirectory(root.resolve(LogFiles.topicFolder(name)))) {
            throw CloudException.of(
                    ErrorCode.NOT_FOUND, "The event log " + root + " has no topic '" + name + "' to read");
        }
        return LogTopic.open(name, root.folder(LogFiles.topicFolder(name)), options, pool, Disk.REAL);
    }

    private void follow() {
        while (!closed) {
            for (LogTopic topic : topics.values()) {
                follow(topic);
            }
            try {
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void follow(LogTopic topic) {
        try {
            topic.follow();
        } catch (IOException e) {
            LOG.warn("Following the topic {} failed", Shown.of(topic.name()), e);
        }
    }

    @Override
    public void close() {
        closed = true;
        follower.interrupt();
        Threads.join(follower);
        try {
            for (LogTopic topic : topics.values()) {
                topic.close();
            }
        } catch (IOException e) {
            throw LogFiles.failed("close " + root, e);
        }
    }
}
