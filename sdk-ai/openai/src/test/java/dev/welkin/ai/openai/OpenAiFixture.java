package dev.welkin.ai.openai;

import dev.welkin.Cloud;
import dev.welkin.Secret;
import dev.welkin.ai.testkit.ChatFixture;
import dev.welkin.ai.testkit.Provider;
import dev.welkin.ai.testkit.ProviderAnswer;
import dev.welkin.ai.testkit.ProviderAnswer.Refusal;
import dev.welkin.ai.testkit.ProviderScript;
import dev.welkin.spi.Json;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.FaultServer;
import dev.welkin.testkit.SeenRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The OpenAI backend and a server on loopback that plays the provider. */
final class OpenAiFixture implements ChatFixture, ProviderScript {
    private final FaultServer server = FaultServer.start();
    private final Queue<ProviderAnswer> script = new ConcurrentLinkedQueue<>();

    OpenAiFixture() {
        always(new Refusal(Refusal.Kind.SERVER_ERROR, Duration.ZERO, "nothing is scripted"));
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public Provider provider() {
        return Provider.SCRIPTED_HTTP;
    }

    @Override
    public Cloud open(Cloud.Builder builder, Secret key) {
        Map<String, Object> target =
                Map.of("url", "openai:gpt-test", "endpoint", server.uri("/v1").toString(), "apiKey", key);
        return builder.config(Map.of("ai", Map.of("default", target))).open();
    }

    @Override
    public ProviderScript script() {
        return this;
    }

    @Override
    public void enqueue(ProviderAnswer... answers) {
        script.addAll(List.of(answers));
    }

    @Override
    public void always(ProviderAnswer usual) {
        server.always(request -> {
            ProviderAnswer next = script.poll();
            return played(next == null ? usual : next, request);
        });
    }

    @Override
    public int requests() {
        return server.requests().size();
    }

    @Override
    public void close() {
        server.close();
    }

    private static FaultReply played(ProviderAnswer answer, SeenRequest request) {
        boolean streamed = Json.read(request.body()).text("stream").equals("true");
        return streamed ? ProviderWire.streamed(answer) : ProviderWire.whole(answer);
    }
}
