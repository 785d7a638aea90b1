package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Shown;
import dev.welkin.time.CloudClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the objects under a prefix again and again, and tells what changed. It compares listings, so it works on
 * every backend and sees the changes of all programs; of several changes between two looks it sees the last. Close it,
 * or it ends with its Cloud.
 */
public final class Watch implements AutoCloseable {
    /** One second. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Supplier<Iterable<ObjectInfo>> listing;
    private final Consumer<ObjectChange> handler;
    private final Duration interval;
    private final CloudContext context;
    private final String what;
    private Map<String, ObjectInfo> known = new TreeMap<>(ObjectKey.ORDER);
    private CloudClock.@Nullable Timer timer;
    private boolean failing;
    private boolean closed;

    Watch(
            Supplier<Iterable<ObjectInfo>> listing,
            Duration interval,
            Consumer<ObjectChange> handler,
            CloudContext context,
            String what) {
        this.listing = listing;
        this.interval = interval;
        this.handler = handler;
        this.context = context;
        this.what = what;
        this.known = look();
        next();
    }

    /** Ends the watch: no change is told any more once this returned, but for one that is being told. */
    @Override
    public synchronized void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
        }
    }

    private synchronized void next() {
        if (closed) {
            return;
        }
        try {
            timer = context.clock().schedule(interval, () -> context.executor().execute(this::run));
        } catch (CloudException e) {
            LOG.debug("The watch of {} ended with its Cloud", what, e);
        }
    }

    private void run() {
        try {
            Map<String, ObjectInfo> now = look();
            List<ObjectChange> changes = changes(known, now);
            known = now;
            failing = false;
            changes.forEach(this::tell);
        } catch (CloudException e) {
            failed(e);
        } finally {
            next();
        }
    }

    private Map<String, ObjectInfo> look() {
        Map<String, ObjectInfo> now = new TreeMap<>(ObjectKey.ORDER);
        listing.get().forEach(info -> now.put(info.key(), info));
        return now;
    }

    private static List<ObjectChange> changes(Map<String, ObjectInfo> before, Map<String, ObjectInfo> now) {
        List<ObjectChange> changes = new ArrayList<>();
        now.forEach((key, info) -> {
            ObjectInfo old = before.get(key);
            if (old == null) {
                changes.add(new ObjectChange(ObjectChange.Kind.CREATED, key, info));
            } else if (!old.token().equals(info.token())) {
                changes.add(new ObjectChange(ObjectChange.Kind.UPDATED, key, info));
            }
        });
        before.keySet().stream()
                .filter(key -> !now.containsKey(key))
                .forEach(key -> changes.add(new ObjectChange(ObjectChange.Kind.DELETED, key, null)));
        return changes;
    }

    private void tell(ObjectChange change) {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        try {
            handler.accept(change);
        } catch (RuntimeException e) {
            LOG.warn("The handler of the watch of {} failed on '{}'", what, Shown.of(change.key()), e);
        }
    }

    /** Nobody waits for it: it is told once, and tried again. */
    private void failed(CloudException e) {
        if (!failing && e.code() != dev.welkin.ErrorCode.CLOSED) {
            failing = true;
            String message = "The watch of " + what + " cannot look and tries again: " + Shown.of(e.getMessage());
            LOG.warn(message);
            context.listener().onNotice("watch_failed", message);
        }
        if (e.code() == dev.welkin.ErrorCode.CLOSED) {
            close();
        }
    }
}
