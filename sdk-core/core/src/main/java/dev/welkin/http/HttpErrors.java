package dev.welkin.http;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes errors of HTTP answers, the way that holds where a provider has no words of its own. A driver reads the
 * provider's error document first and refines what stands here.
 */
public final class HttpErrors {
    private static final List<String> REQUEST_IDS = List.of(
            "x-amz-request-id",
            "x-amzn-requestid",
            "x-ms-request-id",
            "x-goog-request-id",
            "x-request-id",
            "request-id");
    private static final List<String> RESETS =
            List.of("x-ratelimit-reset-requests", "x-ratelimit-reset-tokens", "x-ratelimit-reset", "ratelimit-reset");
    /** Above this a reset is a time of day, not a span: RFC drafts have spans, some providers Unix times. */
    private static final long UNIX_TIME = 1_000_000_000L;

    private HttpErrors() {}

    /**
     * Starts the error of an answer: code, status, request id, wait, whether the outcome is unknown, and a message that
     * quotes the body, escaped and cut.
     *
     * @param request what was asked
     * @param response what came back
     * @param body the body as far as it was read; may be empty
     * @param now the time of day, for a Retry-After that is a date
     * @return a builder to refine
     */
    public static CloudException.Builder of(HttpRequest request, HttpResponse response, byte[] body, Instant now) {
        int status = response.status();
        Duration wait = status == 429 || status == 503
                ? retryAfter(response.headers(), now).orElse(null)
                : null;
        return CloudException.builder(code(status), message(request, response, body))
                .httpStatus(status)
                .requestId(requestId(response.headers()))
                .retryAfter(wait)
                .outcomeUnknown(status >= 500 && !(status == 503 && wait != null))
                .reason(redirects(status) ? "redirect" : "");
    }

    /**
     * Returns what a status means where nothing finer is known.
     *
     * @param status a status of 300 or more
     * @return the code
     */
    public static ErrorCode code(int status) {
        return switch (status) {
            case 401, 407 -> ErrorCode.UNAUTHENTICATED;
            case 402, 507 -> ErrorCode.QUOTA_EXCEEDED;
            case 403 -> ErrorCode.PERMISSION_DENIED;
            case 404, 410 -> ErrorCode.NOT_FOUND;
            case 405, 501 -> ErrorCode.UNSUPPORTED;
            case 408, 504 -> ErrorCode.TIMEOUT;
            case 409, 423 -> ErrorCode.CONFLICT;
            case 304, 412 -> ErrorCode.PRECONDITION_FAILED;
            case 429 -> ErrorCode.RATE_LIMITED;
            default -> status >= 500 ? ErrorCode.UNAVAILABLE : ErrorCode.INVALID_ARGUMENT;
        };
    }

    /**
     * Reads how long the provider asks to wait: the longest of Retry-After (seconds or an HTTP date), retry-after-ms
     * and the x-ratelimit-reset fields (seconds, a span such as {@code 6m0s}, or a Unix time).
     *
     * @param headers the answer's headers
     * @param now the time of day
     * @return the wait, not negative, or empty if the provider says nothing
     */
    public static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
        Stream<Duration> resets = RESETS.stream()
                .map(name -> headers.first(name).map(v -> reset(v, now)).orElse(null));
        Duration seconds = headers.first("retry-after").map(v -> wait(v, now)).orElse(null);
        Duration millis =
                headers.first("retry-after-ms").map(v -> amount(v, 1e6)).orElse(null);
        return Stream.concat(
                        resets,
                        Stream.of(Optional.ofNullable(seconds), Optional.ofNullable(millis))
                                .flatMap(Optional::stream))
                .filter(Objects::nonNull)
                .map(d -> d.isNegative() ? Duration.ZERO : d)
                .max(Duration::compareTo);
    }

    private static @Nullable Duration wait(String value, Instant now) {
        Duration seconds = amount(value, 1e9);
        return seconds != null ? seconds : untilDate(value, now);
    }

    private static @Nullable Duration reset(String value, Instant now) {
        Duration seconds = amount(value, 1e9);
        if (seconds == null) {
            return span(value);
        }
        return seconds.toSeconds() < UNIX_TIME ? seconds : Duration.between(now, Instant.EPOCH.plus(seconds));
    }

    private static @Nullable Duration amount(String value, double nanosEach) {
        try {
            double nanos = Double.parseDouble(value.strip()) * nanosEach;
            return Double.isFinite(nanos) ? Duration.ofNanos((long) nanos) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Duration untilDate(String value, Instant now) {
        return HttpDate.parse(value).map(date -> Duration.between(now, date)).orElse(null);
    }

    /** Go's way of writing spans: {@code 6m0s}, {@code 1.5s}, {@code 20ms}. */
    private static @Nullable Duration span(String value) {
        Duration sum = Duration.ZERO;
        for (String part : value.strip().split("(?<=[a-z])(?=[0-9])", -1)) {
            String number = part.replaceAll("[a-z]+$", "");
            Duration one = amount(number, unit(part.substring(number.length())));
            if (one == null) {
                return null;
            }
            sum = sum.plus(one);
        }
        return sum;
    }

    private static double unit(String name) {
        return switch (name) {
            case "h" -> 3600e9;
            case "m" -> 60e9;
            case "s" -> 1e9;
            case "ms" -> 1e6;
            default -> Double.NaN;
        };
    }

    private static boolean redirects(int status) {
        return status >= 300 && status < 400 && status != 304;
    }

    private static String message(HttpRequest request, HttpResponse response, byte[] body) {
        String asked =
                request.method() + " " + Redaction.url(request.uri()) + " was answered with " + response.status();
        if (redirects(response.status())) {
            return asked + ", a redirect to "
                    + Shown.of(response.headers()
                            .first("location")
                            .map(Redaction::url)
                            .orElse("nowhere"))
                    + ", which is not followed: set the endpoint to where the provider is";
        }
        String text = new String(body, StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? asked : asked + ": " + Shown.of(text);
    }

    private static @Nullable String requestId(HttpHeaders headers) {
        return REQUEST_IDS.stream()
                .flatMap(name -> headers.first(name).stream())
                .findFirst()
                .map(Shown::of)
                .orElse(null);
    }
}
