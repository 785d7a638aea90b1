package dev.welkin.internal;

import dev.welkin.CallListener;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.CallPipeline;
import dev.welkin.call.ResilienceOptions;
import dev.welkin.config.Target;
import dev.welkin.http.HttpClient;
import dev.welkin.internal.call.ResilientPipeline;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Stage;
import dev.welkin.time.CloudClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one implementation of a Cloud's context. */
public final class CloudCore implements CloudContext {
    private final TargetSource targets;
    private final CloudClock clock;
    private final Executors executors;
    private final CallListener listener;
    private final SharedResources shared = new SharedResources();
    private final Map<String, CallPipeline> pipelines = new ConcurrentHashMap<>();

    private CloudCore(TargetSource targets, CloudClock clock, @Nullable Executor executor, CallListener listener) {
        this.targets = targets;
        this.clock = clock;
        this.executors = new Executors(executor);
        this.listener = listener;
    }

    /** Opens the Cloud that the builder's fields describe. */
    public static CloudCore open(
            @Nullable Path config,
            @Nullable Map<String, Object> values,
            @Nullable Executor executor,
            CloudClock clock,
            CallListener listener) {
        return new CloudCore(TargetSource.embedded(Path.of(".welkin")), clock, executor, listener);
    }

    /** Opens a Cloud for tests. */
    public static CloudCore inMemory(CloudClock clock) {
        return new CloudCore(TargetSource.memory(), clock, null, CallListener.NONE);
    }

    @Override
    public List<Target> targets(String service, String name) {
        return targets.find(service, name);
    }

    @Override
    public CloudClock clock() {
        return clock;
    }

    @Override
    public Executor executor() {
        return executors.get();
    }

    @Override
    public CallPipeline pipeline(Target target) {
        String endpoint = target.scheme() + ":" + target.location();
        return pipelines.computeIfAbsent(
                endpoint,
                e -> new ResilientPipeline(
                        e,
                        ResilienceOptions.defaults(),
                        clock,
                        task -> executor().execute(task),
                        listener));
    }

    @Override
    public HttpClient http(Target target) {
        throw CloudException.of(ErrorCode.UNSUPPORTED, "HTTP is not there yet");
    }

    @Override
    public CallListener listener() {
        return listener;
    }

    @Override
    public <T extends AutoCloseable> T shared(Stage stage, String key, Supplier<T> open) {
        return shared.get(stage, key, open);
    }

    /** Closes everything shared, in order of stages. */
    public void close(Duration within) {
        shared.close(within);
        executors.close();
    }
}
