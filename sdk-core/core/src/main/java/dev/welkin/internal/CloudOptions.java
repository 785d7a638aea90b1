package dev.welkin.internal;

import dev.welkin.CallListener;
import dev.welkin.time.CloudClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a Cloud's builder collects; its fields are as the builder's methods of the same names say. */
public final class CloudOptions {
    /** The configuration file, or null to look for one. */
    public @Nullable Path file;

    /** The configuration itself, or null. */
    public @Nullable Map<String, Object> values;

    /** True for everything in memory. */
    public boolean inMemory;

    /** The environment variables. */
    public Map<String, String> environment = System.getenv();

    /** Where relative paths start. */
    public Path workingFolder = Path.of("");

    /** The user's executor, or null for our own. */
    public @Nullable Executor executor;

    /** Decorates each task. */
    public UnaryOperator<Runnable> contextDecorator = UnaryOperator.identity();

    /** The user's clock, or null for the system's. */
    public @Nullable CloudClock clock;

    /** The user's listeners. */
    public final List<CallListener> listeners = new ArrayList<>();

    /** Makes the options that hold where nothing is set. */
    public CloudOptions() {}

    /** Makes a copy, so that a builder can be used again. */
    public CloudOptions(CloudOptions other) {
        file = other.file;
        values = other.values == null ? null : new LinkedHashMap<>(other.values);
        inMemory = other.inMemory;
        environment = other.environment;
        workingFolder = other.workingFolder;
        executor = other.executor;
        contextDecorator = other.contextDecorator;
        clock = other.clock;
        listeners.addAll(other.listeners);
    }
}
