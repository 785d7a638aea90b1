package dev.welkin.ai.fake;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ai.chat.ChatFeature;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.spi.ChatBackend;
import dev.welkin.ai.spi.ChatDriver;
import dev.welkin.ai.spi.ChatSource;
import dev.welkin.config.Target;
import dev.welkin.spi.CloudContext;
import java.time.Duration;
import java.util.Set;

/** The backend {@code fake:}; its location names the script, so that two routes may share one or not. */
public final class FakeBackend implements ChatBackend {
    /** Makes the backend; for {@link java.util.ServiceLoader}. */
    public FakeBackend() {}

    @Override
    public Set<String> schemes() {
        return Set.of(FakeAi.SCHEME);
    }

    @Override
    public ChatDriver open(Target target, CloudContext context) {
        target.onlyOptions(Set.of());
        return new Driver(target.location(), context);
    }

    /** Looks the script up at each call: while its Cloud opens the route, it cannot open anything else. */
    private record Driver(String location, CloudContext context) implements ChatDriver {
        @Override
        public Capabilities capabilities() {
            return Capabilities.of(FakeAi.SCHEME, ChatFeature.values());
        }

        @Override
        public ChatSource open(ChatRequest request, boolean streamed, Duration within) {
            FakeAnswer answer = FakeAi.at(location, context).answer(request);
            CloudException failure = answer.failure();
            if (failure != null) {
                throw failure.toBuilder().build(); // a fresh stack trace for each caller
            }
            return new FakeSource(answer, context.clock());
        }

        @Override
        public void close() {}
    }
}
