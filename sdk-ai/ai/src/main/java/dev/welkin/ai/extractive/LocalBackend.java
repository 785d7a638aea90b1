package dev.welkin.ai.extractive;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.spi.ChatBackend;
import dev.welkin.ai.spi.ChatDriver;
import dev.welkin.config.Target;
import dev.welkin.spi.CloudContext;
import java.util.Set;

/** The backend {@code local:}, with the one chat model that is always there: {@code local:extractive}. */
public final class LocalBackend implements ChatBackend {
    /** Makes the backend; for {@link java.util.ServiceLoader}. */
    public LocalBackend() {}

    @Override
    public Set<String> schemes() {
        return Set.of("local");
    }

    @Override
    public ChatDriver open(Target target, CloudContext context) {
        target.onlyOptions(Set.of());
        if (!target.location().equals("extractive")) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    target.origin() + ": ai." + target.name() + ": the local chat model is 'local:extractive'");
        }
        return new ExtractiveDriver();
    }
}
