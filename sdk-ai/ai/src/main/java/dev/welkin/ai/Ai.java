package dev.welkin.ai;

import dev.welkin.Capabilities;
import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ai.chat.ChatReply;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.ChatStream;
import dev.welkin.ai.internal.ChatRoute;
import dev.welkin.ai.internal.Interruptible;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Stage;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * AI inference on one route. A route names what the program wants ({@code default}, {@code triage}); the configuration
 * says who serves it, as one target or several that are tried in order. Without any configuration the embedded
 * {@code local:extractive} answers by quoting the prompt's own text. Safe for use by several threads.
 *
 * <p>A further target is asked, and a request repeated, only before anything of the answer was delivered, and only for
 * failures that a repetition or another target may cure.
 */
public final class Ai implements AutoCloseable {
    private static final String DEFAULT = "default";

    private final Cloud cloud;
    private final ChatRoute route;
    private final boolean ownsCloud;

    private Ai(Cloud cloud, String name, boolean ownsCloud) {
        CloudContext context = cloud.context();
        this.cloud = cloud;
        this.route = context.shared(Stage.PREDICTORS, "ai:chat:" + name, () -> new ChatRoute(context, name));
        this.ownsCloud = ownsCloud;
    }

    /**
     * Opens the route {@code default}. Nothing connects before the first call.
     *
     * @param cloud holds the configuration
     * @return the route
     * @throws CloudException INVALID_ARGUMENT if the configuration has no such route or a broken one
     */
    public static Ai open(Cloud cloud) {
        return open(cloud, DEFAULT);
    }

    /**
     * Opens a route. Nothing connects before the first call.
     *
     * @param cloud holds the configuration
     * @param route its name in the configuration's section {@code ai}
     * @return the route
     * @throws CloudException INVALID_ARGUMENT if the configuration has no such route or a broken one
     */
    public static Ai open(Cloud cloud, String route) {
        return new Ai(cloud, route, false);
    }

    /**
     * Opens one target with a private Cloud, closed with the result.
     *
     * @param target for example {@code openai:gpt-4.1-mini} or {@code local:extractive}
     * @return the route
     * @throws CloudException INVALID_ARGUMENT if nobody knows the target
     */
    public static Ai open(String target) {
        Cloud own =
                Cloud.builder().config(Map.of("ai", Map.of(DEFAULT, target))).open();
        try {
            return new Ai(own, DEFAULT, true);
        } catch (CloudException e) {
            own.close();
            throw e;
        }
    }

    /**
     * Returns another route of the same configuration.
     *
     * @param name its name in the section {@code ai}
     * @return the route; it lives as long as the Cloud
     * @throws CloudException INVALID_ARGUMENT if the configuration has no such route or a broken one
     */
    public Ai route(String name) {
        return new Ai(cloud, name, false);
    }

    /**
     * Returns what the route's first target can do.
     *
     * @return a set of {@link dev.welkin.ai.chat.ChatFeature}
     */
    public Capabilities capabilities() {
        return route.capabilities();
    }

    /**
     * Asks and waits for the answer.
     *
     * @param question what is asked
     * @return the answer
     * @throws CloudException as {@link #chat(ChatRequest)}
     */
    public ChatReply chat(String question) {
        return chat(ChatRequest.user(question));
    }

    /**
     * Asks and waits for the answer.
     *
     * @param request what is asked
     * @return the answer
     * @throws CloudException INVALID_ARGUMENT (reason {@code context_length} for a prompt too long), UNAUTHENTICATED,
     *     RATE_LIMITED, QUOTA_EXCEEDED, UNAVAILABLE, TIMEOUT, REFUSED, CORRUPTED, TRUNCATED, UNSUPPORTED: the first
     *     target's failure, the others' suppressed in it
     */
    public ChatReply chat(ChatRequest request) {
        return route.chat(request);
    }

    /**
     * Asks on the Cloud's executor.
     *
     * @param request what is asked
     * @return completes as {@link #chat(ChatRequest)} returns or throws; cancelling it interrupts the request
     */
    public CompletableFuture<ChatReply> chatAsync(ChatRequest request) {
        return Interruptible.run(cloud.context().executor(), () -> route.chat(request));
    }

    /**
     * Asks for the answer as it comes.
     *
     * @param question what is asked
     * @return the answer's events; close it
     * @throws CloudException as {@link #stream(ChatRequest)}
     */
    public ChatStream stream(String question) {
        return stream(ChatRequest.user(question));
    }

    /**
     * Asks for the answer as it comes, and waits for its first event: up to there the request is repeated or given to
     * the next target as {@link #chat(ChatRequest)} does.
     *
     * @param request what is asked
     * @return the answer's events; close it
     * @throws CloudException as {@link #chat(ChatRequest)}
     */
    public ChatStream stream(ChatRequest request) {
        return route.stream(request);
    }

    /**
     * Opens the model registry of the same Cloud, whichever the route.
     *
     * @return the registry on the bucket {@code models}; it lives as long as the Cloud
     * @throws CloudException INVALID_ARGUMENT if there is a configuration that names no bucket {@code models}, as with
     *     {@link #open(String)}
     */
    public ModelRegistry models() {
        return ModelRegistry.open(cloud);
    }

    /** Closes the private Cloud of {@link #open(String)}; a route on a Cloud lives until that is closed. */
    @Override
    public void close() {
        if (ownsCloud) {
            cloud.close();
        }
    }
}
