package dev.welkin.spi;

import dev.welkin.CallListener;
import dev.welkin.call.CallPipeline;
import dev.welkin.config.Target;
import dev.welkin.credentials.Account;
import dev.welkin.http.HttpClient;
import dev.welkin.time.CloudClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What a Cloud shares with its services and backends. Obtained by {@link dev.welkin.Cloud#context()}. Safe for use by
 * several threads.
 */
public interface CloudContext {
    /**
     * Finds what a name stands for.
     *
     * @param service the section: {@code storage}, {@code events}, {@code compute} or {@code ai}
     * @param name the name the program asks for, for example {@code default}
     * @return the targets in the order they are tried; never empty
     * @throws dev.welkin.CloudException INVALID_ARGUMENT listing the configured names, if a configuration exists but
     *     has no such name
     */
    List<Target> targets(String service, String name);

    /**
     * Finds the account that a target names with its option {@code account}.
     *
     * @param target what the configuration says
     * @return the account, or empty if the target names none
     * @throws dev.welkin.CloudException INVALID_ARGUMENT if there is no such account
     */
    Optional<Account> account(Target target);

    /**
     * Returns the environment variables that this Cloud goes by: those of the process, unless its builder was given
     * others. Backends read variables here and nowhere else.
     *
     * @return names and values; immutable
     */
    Map<String, String> environment();

    /**
     * Returns the clock of this Cloud.
     *
     * @return the clock
     */
    CloudClock clock();

    /**
     * Returns the executor that handlers, tools and asynchronous calls run on: the user's, if one was given, else
     * virtual threads where the JDK has them (24 and later), else a cached pool of daemon threads. Tasks carry along
     * what the Cloud's context decorator gives them. After the Cloud is closed it throws CloudException CLOSED.
     *
     * @return the executor
     */
    Executor executor();

    /**
     * Returns the pipeline of one endpoint: its breaker, budget and limits are shared by all names with the same scheme
     * and location, the same options {@code endpoint}, {@code region} and {@code account}, and the same rules.
     *
     * @param target whose backend is called; the section {@code resilience} sets the rules, its own field of that name
     *     overrides them
     * @return the pipeline
     */
    CallPipeline pipeline(Target target);

    /**
     * Returns an HTTP client on this Cloud's one connection pool, with the options of the target's endpoint.
     *
     * @param target whose endpoint is called
     * @return the client
     */
    HttpClient http(Target target);

    /**
     * Returns the listener that all calls report to.
     *
     * @return the listener; never null
     */
    CallListener listener();

    /**
     * Opens something once per Cloud and closes it with the Cloud.
     *
     * @param stage when it closes
     * @param key what it is known by, for example {@code "events:log:/data/events"}
     * @param open opens it; called at most once per key while the Cloud is open
     * @param <T> its type
     * @return the one instance
     * @throws dev.welkin.CloudException CLOSED if the Cloud is closed
     */
    <T extends AutoCloseable> T shared(Stage stage, String key, Supplier<T> open);
}
