package dev.welkin.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Stage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What opens once per Cloud and closes with it: by stage, the last opened first within one. */
final class SharedResources {
    private static final Logger LOG = LoggerFactory.getLogger(SharedResources.class);

    private final Map<String, AutoCloseable> byKey = new LinkedHashMap<>();
    private final Map<Stage, Deque<AutoCloseable>> byStage = new EnumMap<>(Stage.class);
    private boolean closed;

    @SuppressWarnings("unchecked") // a key always names one type: it starts with its service
    synchronized <T extends AutoCloseable> T get(Stage stage, String key, Supplier<T> open) {
        if (closed) {
            throw CloudException.of(ErrorCode.CLOSED, "The Cloud is closed; " + key + " cannot be opened any more");
        }
        AutoCloseable known = byKey.get(key);
        if (known != null) {
            return (T) known;
        }
        T opened = open.get();
        byKey.put(key, opened);
        byStage.computeIfAbsent(stage, s -> new ArrayDeque<>()).push(opened);
        return opened;
    }

    void close(Duration within) {
        for (Stage stage : Stage.values()) {
            Deque<AutoCloseable> resources = take(stage);
            resources.forEach(SharedResources::closeQuietly);
        }
    }

    private synchronized Deque<AutoCloseable> take(Stage stage) {
        closed = true;
        Deque<AutoCloseable> resources = byStage.remove(stage);
        return resources == null ? new ArrayDeque<>() : resources;
    }

    /** One that fails to close must not keep the others open. */
    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("Closing {} failed", resource, e);
        }
    }
}
