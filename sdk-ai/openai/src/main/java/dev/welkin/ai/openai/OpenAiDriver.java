package dev.welkin.ai.openai;

import dev.welkin.Capabilities;
import dev.welkin.ai.chat.ChatFeature;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.spi.ChatDriver;
import dev.welkin.ai.spi.ChatSource;
import dev.welkin.http.HttpClient;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.time.CloudClock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** One POST to {@code /chat/completions} per call; the protocol is that of OpenAI's published API reference. */
final class OpenAiDriver implements ChatDriver {
    private static final long LARGEST_ANSWER = 64L << 20;

    private final Endpoint endpoint;
    private final HttpClient http;
    private final CloudClock clock;

    OpenAiDriver(Endpoint endpoint, HttpClient http, CloudClock clock) {
        this.endpoint = endpoint;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of("openai", ChatFeature.values());
    }

    @Override
    public ChatSource open(ChatRequest request, boolean streamed, Duration within) {
        byte[] json = RequestJson.encode(endpoint.model(), request, streamed);
        HttpRequest post = endpoint.request(json, headers(request));
        HttpResponse response = http.send(post, within);
        if (response.status() != 200) {
            try (response) {
                byte[] body = response.bytes(LARGEST_ANSWER);
                throw OpenAiErrors.of(
                        new OpenAiErrors.Refusal(post, response, body), request, endpoint.key(), clock.now());
            }
        }
        return isEventStream(response) ? new StreamSource(response, request, endpoint.key()) : whole(response, request);
    }

    /** Some servers answer a streaming call with one JSON document; it is read as what it is. */
    private ChatSource whole(HttpResponse response, ChatRequest request) {
        try (response) {
            return new WholeSource(AnswerJson.events(response.bytes(LARGEST_ANSWER), request, endpoint.key()));
        }
    }

    private static boolean isEventStream(HttpResponse response) {
        String type = response.headers().first("Content-Type").orElse("");
        return type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }

    private static HttpHeaders headers(ChatRequest request) {
        HttpHeaders headers = HttpHeaders.empty();
        for (Map.Entry<String, String> field : request.headers().entrySet()) {
            headers = headers.with(field.getKey(), field.getValue());
        }
        return headers;
    }

    @Override
    public void close() {}
}
