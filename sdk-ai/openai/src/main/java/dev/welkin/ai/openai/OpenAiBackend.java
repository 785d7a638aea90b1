package dev.welkin.ai.openai;

import dev.welkin.ai.spi.ChatBackend;
import dev.welkin.ai.spi.ChatDriver;
import dev.welkin.config.Target;
import dev.welkin.spi.CloudContext;
import java.util.Set;

/**
 * The backend {@code openai:MODEL}. Options: {@code endpoint} (default {@code https://api.openai.com/v1}),
 * {@code apiKey}, {@code organization}, {@code project}, {@code account}.
 */
public final class OpenAiBackend implements ChatBackend {
    private static final Set<String> OPTIONS = Set.of("endpoint", "apiKey", "organization", "project", "account");

    /** Makes the backend; for {@link java.util.ServiceLoader}. */
    public OpenAiBackend() {}

    @Override
    public Set<String> schemes() {
        return Set.of("openai");
    }

    @Override
    public ChatDriver open(Target target, CloudContext context) {
        target.onlyOptions(OPTIONS);
        return new OpenAiDriver(Endpoint.of(target, context), context.http(target), context.clock());
    }
}
