package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpErrors;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Shown;
import java.time.Instant;

/** Makes errors of the answers of Swift and Keystone, which say little beside their status. */
final class SwiftErrors {
    private static final long MAX_ERROR_BYTES = 64 * 1024;
    /** Swift's own status where its rate limit is hit (middleware ratelimit). */
    private static final int RATE_LIMITED = 498;

    private SwiftErrors() {}

    static CloudException.Builder of(HttpRequest request, HttpResponse response, Instant now) {
        CloudException.Builder error = HttpErrors.of(request, response, body(response), now)
                .provider("swift")
                .requestId(response.headers().first("X-Trans-Id").map(Shown::of).orElse(null));
        return switch (response.status()) {
            case 304 -> error.reason("not_modified");
            case 412 -> error.reason("changed");
            case 416 -> recoded(error, ErrorCode.INVALID_ARGUMENT).reason("range");
            case 413 -> recoded(error, ErrorCode.INVALID_ARGUMENT).reason("too_large");
            case 422 -> recoded(error, ErrorCode.CORRUPTED);
            case 499 -> recoded(error, ErrorCode.TIMEOUT).outcomeUnknown(true);
            case RATE_LIMITED ->
                recoded(error, ErrorCode.RATE_LIMITED)
                        .retryAfter(
                                HttpErrors.retryAfter(response.headers(), now).orElse(null));
            default -> error;
        };
    }

    private static CloudException.Builder recoded(CloudException.Builder error, ErrorCode code) {
        CloudException was = error.build();
        return CloudException.builder(code, String.valueOf(was.getMessage()))
                .provider(was.provider().orElse(null))
                .requestId(was.requestId().orElse(null))
                .retryAfter(was.retryAfter().orElse(null))
                .httpStatus(was.httpStatus().orElse(0))
                .reason(was.reason());
    }

    /** What breaks while an error is read hides it less than the status alone does. */
    private static byte[] body(HttpResponse response) {
        try {
            return response.bytes(MAX_ERROR_BYTES);
        } catch (CloudException e) {
            return new byte[0];
        }
    }
}
