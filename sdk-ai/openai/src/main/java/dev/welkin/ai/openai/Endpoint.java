package dev.welkin.ai.openai;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.config.Target;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.spi.CloudContext;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which model is asked where, and as whom. The key of the environment goes only to the provider's own host or to
 * loopback; an endpoint elsewhere names its key itself.
 *
 * @param model the model's name, as the provider knows it
 * @param chat the address of the chat call
 * @param key the credential, or null for a local server that wants none
 * @param identity organisation and project
 */
record Endpoint(String model, URI chat, @Nullable Secret key, HttpHeaders identity) {
    private static final String OWN_HOST = "api.openai.com";
    private static final String OWN = "https://" + OWN_HOST + "/v1";
    private static final String VARIABLE = "OPENAI_API_KEY";

    static Endpoint of(Target target, CloudContext context) {
        if (target.location().isBlank()) {
            throw target.typed()
                    .placed(CloudException.of(
                            ErrorCode.INVALID_ARGUMENT,
                            "the URL names no model; write for example openai:gpt-4.1-mini"));
        }
        URI base = target.typed().endpoint("endpoint", OWN).orElseGet(() -> URI.create(OWN));
        URI chat = URI.create(base + "/chat/completions");
        boolean ambient = toProvider(chat) || toLoopback(chat);
        Optional<Secret> key = target.secret("apiKey")
                .or(() -> context.account(target).flatMap(a -> a.options().secret("apiKey")))
                .or(() -> ambient ? environment(context) : Optional.empty());
        if (key.isEmpty() && !toLoopback(chat)) {
            throw missing(target, ambient);
        }
        return new Endpoint(target.location(), chat, key.orElse(null), identity(target));
    }

    HttpRequest request(byte[] json, HttpHeaders more) {
        HttpHeaders headers = key == null ? identity : identity.with("Authorization", "Bearer " + key.reveal());
        for (var field : more.fields()) {
            headers = headers.with(field.getKey(), field.getValue());
        }
        return HttpRequest.of("POST", chat, headers, HttpBody.of("application/json", json));
    }

    private static HttpHeaders identity(Target target) {
        HttpHeaders headers = HttpHeaders.empty();
        if (target.text("organization").isPresent()) {
            headers = headers.with(
                    "OpenAI-Organization", target.text("organization").get());
        }
        if (target.text("project").isPresent()) {
            headers = headers.with("OpenAI-Project", target.text("project").get());
        }
        return headers;
    }

    private static Optional<Secret> environment(CloudContext context) {
        return Optional.ofNullable(context.environment().get(VARIABLE))
                .filter(v -> !v.isBlank())
                .map(Secret::of);
    }

    /** The provider's host or one of its regions', such as {@code eu.api.openai.com}, over TLS. */
    private static boolean toProvider(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return "https".equals(uri.getScheme()) && (host.equals(OWN_HOST) || host.endsWith("." + OWN_HOST));
    }

    private static boolean toLoopback(URI uri) {
        return HttpRequest.of("POST", uri, HttpHeaders.empty()).toLoopback();
    }

    private static CloudException missing(Target target, boolean ambient) {
        String advice = ambient
                ? "set " + VARIABLE + ", or apiKey in the configuration"
                : "an endpoint of its own needs an apiKey of its own: set apiKey: \"${NAME}\"";
        return CloudException.of(
                ErrorCode.UNAUTHENTICATED,
                target.origin() + ": ai." + target.name() + " has no credential for openai; " + advice);
    }
}
