package dev.welkin.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Drainable;
import dev.welkin.spi.Stage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What opens once per Cloud and closes with it: by stage, the last opened first within one. Opening holds no lock, so a
 * slow one blocks only those who ask for the same key, and one may open others.
 */
final class SharedResources {
    private static final Logger LOG = LoggerFactory.getLogger(SharedResources.class);

    private final Map<String, Entry> byKey = new HashMap<>();
    private final Map<Stage, Deque<AutoCloseable>> byStage = new EnumMap<>(Stage.class);
    private boolean closed;

    @SuppressWarnings("unchecked") // a key always names one type: it starts with its service
    <T extends AutoCloseable> T get(Stage stage, String key, Supplier<T> open) {
        while (true) {
            Entry mine = new Entry(Thread.currentThread());
            Entry entry = claim(key, mine);
            if (entry == mine) {
                return open(stage, key, mine, open);
            }
            AutoCloseable opened = entry.await(key);
            if (opened != null) {
                return (T) opened;
            }
        }
    }

    private synchronized Entry claim(String key, Entry mine) {
        if (closed) {
            throw closed(key);
        }
        Entry known = byKey.putIfAbsent(key, mine);
        return known == null ? mine : known;
    }

    private <T extends AutoCloseable> T open(Stage stage, String key, Entry mine, Supplier<T> open) {
        T opened = null;
        try {
            opened = open.get();
            return keep(stage, key, mine, opened);
        } finally {
            mine.done.countDown();
            if (mine.opened == null) {
                forget(key);
            }
        }
    }

    private <T extends AutoCloseable> T keep(Stage stage, String key, Entry mine, T opened) {
        synchronized (this) {
            if (!closed) {
                mine.opened = opened;
                byStage.computeIfAbsent(stage, s -> new ArrayDeque<>()).push(opened);
                return opened;
            }
        }
        closeQuietly(opened, Duration.ZERO);
        throw closed(key);
    }

    private synchronized void forget(String key) {
        byKey.remove(key);
    }

    /** Closes stage by stage; those that drain share the time. */
    void close(Duration within) {
        long start = System.nanoTime();
        for (Stage stage : Stage.values()) {
            for (AutoCloseable resource : take(stage)) {
                closeQuietly(resource, left(within, start));
            }
        }
    }

    static Duration left(Duration within, long startNanos) {
        Duration left = within.minusNanos(System.nanoTime() - startNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private synchronized Deque<AutoCloseable> take(Stage stage) {
        closed = true;
        Deque<AutoCloseable> resources = byStage.remove(stage);
        return resources == null ? new ArrayDeque<>() : resources;
    }

    /** One that fails to close must not keep the others open. */
    private static void closeQuietly(AutoCloseable resource, Duration within) {
        try {
            if (resource instanceof Drainable drainable) {
                drainable.close(within);
            } else {
                resource.close();
            }
        } catch (Exception e) {
            LOG.warn("Closing {} failed", resource, e);
        }
    }

    private static CloudException closed(String key) {
        return CloudException.of(ErrorCode.CLOSED, "The Cloud is closed; " + key + " cannot be opened any more");
    }

    /** One key: being opened, or open. */
    private static final class Entry {
        private final Thread opener;
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile @Nullable AutoCloseable opened;

        Entry(Thread opener) {
            this.opener = opener;
        }

        /** Waits for the opener; null if it failed, and then the next one may try. */
        @Nullable AutoCloseable await(String key) {
            if (opened == null && opener == Thread.currentThread() && done.getCount() > 0) {
                throw CloudException.of(ErrorCode.INTERNAL, key + " asks for itself while it is being opened");
            }
            try {
                done.await();
                return opened;
            } catch (InterruptedException e) {
                throw CloudException.interrupted("open " + key, e);
            }
        }
    }
}
