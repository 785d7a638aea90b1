package dev.welkin.internal;

import dev.welkin.CallListener;
import dev.welkin.CloudDescription;
import dev.welkin.CloudMetrics;
import dev.welkin.call.CallPipeline;
import dev.welkin.call.ResilienceOptions;
import dev.welkin.config.Options;
import dev.welkin.config.Target;
import dev.welkin.credentials.Account;
import dev.welkin.http.HttpClient;
import dev.welkin.http.HttpOptions;
import dev.welkin.http.Redaction;
import dev.welkin.internal.call.ResilientPipeline;
import dev.welkin.internal.http.OkHttpClients;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Stage;
import dev.welkin.time.CloudClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one implementation of a Cloud's context. */
public final class CloudCore implements CloudContext {
    private static final Logger LOG = LoggerFactory.getLogger("dev.welkin.Cloud");

    private final TargetSource targets;
    private final Map<String, String> environment;
    private final CloudClock clock;
    private final boolean ownsClock;
    private final Executors executors;
    private final CallCounter counter = new CallCounter();
    private final CallListener listener;
    private final ResilienceOptions resilience;
    private final SharedResources shared = new SharedResources();
    private final Map<Endpoint, CallPipeline> pipelines = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private CloudCore(CloudOptions options, TargetSource targets) {
        this.targets = targets;
        this.environment = options.environment;
        this.ownsClock = options.clock == null;
        this.clock = options.clock == null ? CloudClock.system() : options.clock;
        this.executors = new Executors(options.executor, options.contextDecorator);
        List<CallListener> listeners = new ArrayList<>(options.listeners);
        listeners.add(counter);
        this.listener = new Listeners(listeners);
        this.resilience = ResilienceReader.read(targets.section("resilience"), ResilienceOptions.defaults());
    }

    /** Opens the Cloud that the builder describes. */
    public static CloudCore open(CloudOptions options) {
        TargetSource targets = new ConfigSearch(options).find();
        CloudCore core = new CloudCore(options, targets);
        targets.known().forEach(core::check);
        LOG.info("Opened Welkin; configuration: {}", targets.source());
        return core;
    }

    @Override
    public List<Target> targets(String service, String name) {
        return targets.find(service, name);
    }

    @Override
    public Optional<Account> account(Target target) {
        return target.text("account").map(name -> {
            Account account = targets.accounts().get(name);
            if (account == null) {
                throw target.typed().invalid("account", "names no entry of 'accounts'");
            }
            return account;
        });
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public CloudClock clock() {
        return clock;
    }

    @Override
    public Executor executor() {
        return executors;
    }

    @Override
    public CallPipeline pipeline(Target target) {
        ResilienceOptions options = resilience(target);
        String shown = Redaction.url(target.scheme() + ":" + target.shown()); // stands in notices and logs
        return pipelines.computeIfAbsent(
                Endpoint.of(target, options), e -> new ResilientPipeline(shown, options, clock, executors, listener));
    }

    /** A broken option is an error as the Cloud opens, not at its first call. */
    private void check(Target target) {
        resilience(target);
        http(target.typed().section("http"), target.folder());
    }

    private ResilienceOptions resilience(Target target) {
        return ResilienceReader.read(target.typed().section("resilience"), resilience);
    }

    @Override
    public HttpClient http(Target target) {
        return connections().client(http(target.typed().section("http"), target.folder()));
    }

    private HttpOptions http(Options given, Path folder) {
        HttpOptions everywhere = HttpReader.read(targets.section("http"), folder, HttpOptions.defaults());
        return HttpReader.read(given, folder, everywhere);
    }

    private OkHttpClients connections() {
        int kept = HttpReader.maxIdleConnections(targets.section("http"), HttpOptions.defaults());
        return shared.get(Stage.HTTP, "http", () -> new OkHttpClients(kept));
    }

    @Override
    public CallListener listener() {
        return listener;
    }

    @Override
    public <T extends AutoCloseable> T shared(Stage stage, String key, Supplier<T> open) {
        return shared.get(stage, key, open);
    }

    /** What this Cloud was opened with. */
    public CloudDescription describe() {
        return Descriptions.of(targets);
    }

    /** What was called so far. */
    public CloudMetrics metrics() {
        return counter.snapshot();
    }

    /** Closes everything shared, in order of stages, then the executor and the clock that are our own. */
    public void close(Duration within) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        long start = System.nanoTime();
        shared.close(within);
        executors.close(SharedResources.left(within, start));
        if (ownsClock) {
            clock.close();
        }
    }
}
