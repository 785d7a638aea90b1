package dev.welkin.google;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpErrors;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.http.Redaction;
import dev.welkin.spi.Json;
import dev.welkin.spi.Shown;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes errors of the answers of Google's JSON APIs: by the reason in the body's {@code error.errors}, by its
 * {@code error.status}, else by the status of the answer.
 */
public final class GoogleErrors {
    private static final long MAX_ERROR_BYTES = 64 * 1024;
    private static final Map<String, Meaning> MEANINGS = meanings();

    private GoogleErrors() {}

    /**
     * Reads the error of an answer.
     *
     * @param request what was asked
     * @param response what came back: a status of 300 or more; its body is read, it is not closed
     * @param now the time of day
     * @return a builder to refine
     */
    public static CloudException.Builder of(HttpRequest request, HttpResponse response, Instant now) {
        return of(request, response, body(response), now);
    }

    static CloudException.Builder of(HttpRequest request, HttpResponse response, byte[] body, Instant now) {
        Json error = Json.read(body).at("error");
        String reason = error.at("errors").items().stream()
                .findFirst()
                .map(first -> first.text("reason"))
                .orElse("");
        CloudException plain = HttpErrors.of(request, response, body, now).build();
        Meaning byStatus = MEANINGS.getOrDefault(error.text("status"), new Meaning(plain.code(), plain.reason()));
        Meaning meaning = MEANINGS.getOrDefault(reason, byStatus);
        String message = error.text("message").isEmpty()
                ? String.valueOf(plain.getMessage())
                : message(request, response, reason.isEmpty() ? error.text("status") : reason, error.text("message"));
        boolean slowDown = meaning.code == ErrorCode.RATE_LIMITED;
        return CloudException.builder(meaning.code, message)
                .reason(reason(response.status(), meaning))
                .httpStatus(response.status())
                .requestId(response.headers()
                        .first("x-guploader-uploadid")
                        .map(Shown::of)
                        .or(plain::requestId)
                        .orElse(null))
                .retryAfter(plain.retryAfter().orElse(null))
                .outcomeUnknown(plain.outcomeUnknown() && !slowDown);
    }

    /** Some statuses say it all; their answers need not be JSON. */
    private static String reason(int status, Meaning meaning) {
        return switch (status) {
            case 304 -> "not_modified";
            case 412 -> "changed";
            case 416 -> "range";
            default -> meaning.reason;
        };
    }

    /** What breaks while an error is read hides it less than the status alone does. */
    static byte[] body(HttpResponse response) {
        try {
            return response.bytes(MAX_ERROR_BYTES);
        } catch (CloudException e) {
            return new byte[0];
        }
    }

    private static String message(HttpRequest request, HttpResponse response, String reason, String text) {
        return request.method() + " " + Redaction.url(request.uri()) + " was answered with " + response.status() + " "
                + Shown.of(reason) + ": " + Shown.of(Redaction.url(text));
    }

    /** The reasons of Cloud Storage's page "HTTP status and error codes for JSON", and the codes of gRPC. */
    private static Map<String, Meaning> meanings() {
        Map<String, Meaning> all = new HashMap<>();
        put(all, ErrorCode.NOT_FOUND, "", "notFound", "NOT_FOUND");
        put(all, ErrorCode.PRECONDITION_FAILED, "changed", "conditionNotMet");
        put(all, ErrorCode.CONFLICT, "", "conflict", "ABORTED");
        put(all, ErrorCode.UNAUTHENTICATED, "", "required", "authError", "expired", "UNAUTHENTICATED");
        put(
                all,
                ErrorCode.PERMISSION_DENIED,
                "",
                "forbidden",
                "insufficientPermissions",
                "accountDisabled",
                "accessNotConfigured",
                "countryBlocked",
                "PERMISSION_DENIED");
        put(
                all,
                ErrorCode.RATE_LIMITED,
                "",
                "rateLimitExceeded",
                "userRateLimitExceeded",
                "usageLimits",
                "RESOURCE_EXHAUSTED");
        put(all, ErrorCode.QUOTA_EXCEEDED, "", "quotaExceeded", "dailyLimitExceeded");
        put(all, ErrorCode.INVALID_ARGUMENT, "", "invalid", "badRequest", "invalidParameter", "INVALID_ARGUMENT");
        put(all, ErrorCode.INVALID_ARGUMENT, "too_large", "uploadTooLarge");
        put(all, ErrorCode.INVALID_ARGUMENT, "range", "requestedRangeNotSatisfiable");
        put(all, ErrorCode.UNAVAILABLE, "", "backendError", "internalError", "uploadBrokenConnection", "UNAVAILABLE");
        return Map.copyOf(all);
    }

    private static void put(Map<String, Meaning> all, ErrorCode code, String reason, String... names) {
        for (String name : names) {
            all.put(name, new Meaning(code, reason));
        }
    }

    /** What a reason of Google means. */
    private record Meaning(ErrorCode code, String reason) {}
}
