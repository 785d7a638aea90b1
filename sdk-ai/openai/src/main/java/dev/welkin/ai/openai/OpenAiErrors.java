package dev.welkin.ai.openai;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.spi.ProviderMessage;
import dev.welkin.http.HttpErrors;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Json;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns what the provider refuses into the portable codes. */
final class OpenAiErrors {
    private OpenAiErrors() {}

    /** A request and the answer that refused it. */
    @SuppressWarnings("ArrayRecordComponent") // only carried from one line to the next
    record Refusal(HttpRequest request, HttpResponse response, byte[] body) {}

    static CloudException of(Refusal refusal, ChatRequest request, @Nullable Secret key, Instant now) {
        Json error = Json.read(refusal.body()).at("error"); // none in a proxy's page; the status tells enough
        // the provider's text may repeat the prompt or the key, so the body is not shown as it came
        CloudException plain = HttpErrors.of(refusal.request(), refusal.response(), new byte[0], now)
                .build();
        String said = ProviderMessage.shown(message(error), request, key);
        String words = words(error);
        CloudException.Builder known = known(words, plain.code(), said);
        return known.provider("openai")
                .httpStatus(refusal.response().status())
                .requestId(plain.requestId().orElse(null))
                .retryAfter(plain.retryAfter().orElse(null))
                .outcomeUnknown(plain.outcomeUnknown())
                .build();
    }

    /** An error inside an answer that began well. */
    static CloudException inAnswer(Json error, ChatRequest request, @Nullable Secret key) {
        String said = ProviderMessage.shown(message(error), request, key);
        String words = words(error);
        return known(words, ErrorCode.UNAVAILABLE, said).provider("openai").build();
    }

    private static CloudException.Builder known(String words, ErrorCode byStatus, String said) {
        if (words.contains("insufficient_quota") || words.contains("billing")) {
            return refused(
                    ErrorCode.QUOTA_EXCEEDED, said + " Check the account's plan and billing.", "insufficient_quota");
        }
        if (words.contains("context_length")) {
            return refused(
                    ErrorCode.INVALID_ARGUMENT, said + " Shorten the prompt, or use a larger model.", "context_length");
        }
        if (words.contains("content_filter") || words.contains("content_policy")) {
            return refused(ErrorCode.REFUSED, said, "content_filter");
        }
        return refused(byStatus, said, "");
    }

    private static CloudException.Builder refused(ErrorCode code, String said, String reason) {
        return CloudException.builder(code, "openai refused a chat: " + said).reason(reason);
    }

    /** Some servers write a text where the schema has an object. */
    private static String message(Json error) {
        return error.isObject() ? error.text("message") : error.text();
    }

    private static String words(Json error) {
        return (error.text("code") + " " + error.text("type")).toLowerCase(Locale.ROOT);
    }
}
