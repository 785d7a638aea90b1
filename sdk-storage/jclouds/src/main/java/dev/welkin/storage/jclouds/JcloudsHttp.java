package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpClient;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jclouds.http.HttpCommand;
import org.jclouds.http.HttpCommandExecutorService;
import org.jclouds.http.HttpRequestFilter;
import org.jclouds.io.Payload;
import org.jclouds.io.Payloads;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what jclouds wants to send: one request by the Cloud's own HTTP client, so that its time-outs,
 * certificates, proxies and redaction hold. Never repeats nor redirects anything, whatever jclouds is set to, and logs
 * nothing. What goes wrong is a CloudException, which jclouds lets pass.
 */
final class JcloudsHttp implements HttpCommandExecutorService {
    private static final long MAX_ANSWER_BYTES = 16L << 20;
    /** Our client sends these by itself. */
    private static final Set<String> OWN = Set.of("host", "content-length", "transfer-encoding", "expect");

    private final HttpClient http;
    private final BiFunction<HttpRequest, HttpResponse, CloudException> refused;
    /** One for each bridge, and empty again when the call of jclouds ends. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Attempt> running = new ThreadLocal<>();

    /**
     * Makes the bridge.
     *
     * @param http sends
     * @param refused makes the error of an answer of 300 or more
     */
    JcloudsHttp(HttpClient http, BiFunction<HttpRequest, HttpResponse, CloudException> refused) {
        this.http = http;
        this.refused = refused;
    }

    /** Runs something of jclouds; its requests may take as long as the attempt. */
    <T> T during(Attempt attempt, Supplier<T> call) {
        running.set(attempt);
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw failure(e);
        } finally {
            running.remove();
        }
    }

    @Override
    public org.jclouds.http.HttpResponse invoke(HttpCommand command) {
        org.jclouds.http.HttpRequest request = command.getCurrentRequest();
        for (HttpRequestFilter filter : request.getFilters()) {
            request = filter.filter(request);
        }
        HttpRequest asked = converted(request);
        try (HttpResponse answer = http.send(asked, attempt())) {
            if (answer.status() >= 300) {
                throw refused.apply(asked, answer);
            }
            return converted(answer);
        }
    }

    private Attempt attempt() {
        Attempt attempt = running.get();
        if (attempt == null) {
            throw CloudException.of(ErrorCode.INTERNAL, "jclouds has sent a request from a thread of its own");
        }
        return attempt;
    }

    /** The words of jclouds may quote tokens: they are left out, with the exceptions that hold them. */
    private static CloudException failure(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CloudException known) {
                return known;
            }
        }
        return CloudException.of(
                ErrorCode.CORRUPTED,
                "An answer is not what jclouds can read (" + e.getClass().getSimpleName()
                        + "): is the endpoint the service that it should be?");
    }

    private static HttpRequest converted(org.jclouds.http.HttpRequest request) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        request.getHeaders().forEach((name, value) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                fields.add(Map.entry(name, value));
            }
        });
        Payload payload = request.getPayload();
        return HttpRequest.of(
                request.getMethod(),
                request.getEndpoint(),
                HttpHeaders.of(fields),
                payload == null ? null : body(payload));
    }

    private static HttpBody body(Payload payload) {
        try (InputStream in = payload.openStream()) {
            return new PayloadBody(
                    in.readAllBytes(), payload.getContentMetadata().getContentType());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static org.jclouds.http.HttpResponse converted(HttpResponse answer) {
        org.jclouds.http.HttpResponse.Builder<?> builder = org.jclouds.http.HttpResponse.builder()
                .statusCode(answer.status())
                .message("")
                .payload(Payloads.newByteArrayPayload(answer.bytes(MAX_ANSWER_BYTES)));
        answer.headers().fields().forEach(field -> builder.addHeader(field.getKey(), field.getValue()));
        return builder.build();
    }

    /** What jclouds sends: requests to sign in, so it may hold a password. */
    private static final class PayloadBody implements HttpBody {
        private final byte[] bytes;
        private final @Nullable String contentType;

        PayloadBody(byte[] bytes, @Nullable String contentType) {
            this.bytes = bytes;
            this.contentType = contentType;
        }

        @Override
        public @Nullable String contentType() {
            return contentType;
        }

        @Override
        public long lengthBytes() {
            return bytes.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }

        @Override
        public boolean holdsCredentials() {
            return true;
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
