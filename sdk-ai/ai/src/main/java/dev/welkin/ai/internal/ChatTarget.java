package dev.welkin.ai.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.chat.ChatFeature;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.spi.ChatBackend;
import dev.welkin.ai.spi.ChatDriver;
import dev.welkin.call.CallPipeline;
import dev.welkin.config.Target;
import dev.welkin.spi.Backends;
import dev.welkin.spi.CloudContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One of a route's targets. Two options belong to the route and not to the backend: {@code tags}, a list of words, and
 * {@code contextTokens}, the length of the model's window.
 */
record ChatTarget(String backend, Set<String> tags, long contextTokens, ChatDriver driver, CallPipeline pipeline) {
    private static final Map<String, String> ARTIFACTS = Map.of("openai", "dev.welkin:welkin-ai-openai");
    private static final String TAGS = "tags";
    private static final String CONTEXT_TOKENS = "contextTokens";

    static ChatTarget open(Target target, CloudContext context) {
        Target own = withoutRouteOptions(target);
        ChatDriver driver = Backends.find(ChatBackend.class, target, ARTIFACTS).open(own, context);
        return new ChatTarget(
                target.scheme(),
                Set.copyOf(target.texts(TAGS)),
                target.number(CONTEXT_TOKENS, 0),
                driver,
                context.pipeline(own));
    }

    /** Refuses before anything is sent what the backend cannot do. */
    void check(ChatRequest request, boolean streamed) {
        if (streamed) {
            driver.capabilities().require(ChatFeature.STREAMING);
        }
        if (!request.tools().isEmpty()) {
            driver.capabilities().require(ChatFeature.TOOLS);
        }
        if (!request.extras().isEmpty() || !request.headers().isEmpty()) {
            driver.capabilities().require(ChatFeature.EXTRAS);
        }
    }

    /** Tells whether this target may do better after another one's failure. */
    boolean mayCure(CloudException failure, ChatTarget failed) {
        if (failure.reason().equals("context_length")) {
            return failed.contextTokens > 0 && contextTokens > failed.contextTokens;
        }
        return failure.code() != ErrorCode.INVALID_ARGUMENT
                && failure.code() != ErrorCode.REFUSED
                && failure.code() != ErrorCode.CANCELLED
                && failure.code() != ErrorCode.CLOSED;
    }

    private static Target withoutRouteOptions(Target target) {
        Map<String, Object> options = new HashMap<>(target.options());
        options.remove(TAGS);
        options.remove(CONTEXT_TOKENS);
        return target.withOptions(options);
    }
}
