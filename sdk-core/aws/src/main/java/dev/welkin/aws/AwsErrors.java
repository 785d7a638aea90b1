package dev.welkin.aws;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpErrors;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Shown;
import java.time.Instant;
import java.util.Map;

/**
 * Turns what AWS services refuse into the portable codes, as far as their words are the same everywhere. A backend
 * refines the words of its own service.
 */
public final class AwsErrors {
    /** Where the clock of this machine is wrong; see {@link SigningClock#resync}. */
    public static final String CLOCK_SKEW = "clock_skew";

    /** Where a session's token has expired; fresh credentials help. */
    public static final String EXPIRED_TOKEN = "expired_token";

    private static final Map<String, ErrorCode> CODES = Map.ofEntries(
            Map.entry("AccessDenied", ErrorCode.PERMISSION_DENIED),
            Map.entry("AccessDeniedException", ErrorCode.PERMISSION_DENIED),
            Map.entry("UnauthorizedOperation", ErrorCode.PERMISSION_DENIED),
            Map.entry("OptInRequired", ErrorCode.PERMISSION_DENIED),
            Map.entry("AuthFailure", ErrorCode.UNAUTHENTICATED),
            Map.entry("IncompleteSignature", ErrorCode.UNAUTHENTICATED),
            Map.entry("IncompleteSignatureException", ErrorCode.UNAUTHENTICATED),
            Map.entry("InvalidAccessKeyId", ErrorCode.UNAUTHENTICATED),
            Map.entry("InvalidClientTokenId", ErrorCode.UNAUTHENTICATED),
            Map.entry("InvalidGrantException", ErrorCode.UNAUTHENTICATED),
            Map.entry("InvalidIdentityToken", ErrorCode.UNAUTHENTICATED),
            Map.entry("InvalidSignatureException", ErrorCode.UNAUTHENTICATED),
            Map.entry("InvalidToken", ErrorCode.UNAUTHENTICATED),
            Map.entry("MissingAuthenticationToken", ErrorCode.UNAUTHENTICATED),
            Map.entry("MissingAuthenticationTokenException", ErrorCode.UNAUTHENTICATED),
            Map.entry("SignatureDoesNotMatch", ErrorCode.UNAUTHENTICATED),
            Map.entry("UnauthorizedException", ErrorCode.UNAUTHENTICATED),
            Map.entry("UnrecognizedClientException", ErrorCode.UNAUTHENTICATED),
            Map.entry("ExpiredToken", ErrorCode.UNAUTHENTICATED),
            Map.entry("ExpiredTokenException", ErrorCode.UNAUTHENTICATED),
            Map.entry("TokenRefreshRequired", ErrorCode.UNAUTHENTICATED),
            Map.entry("RequestExpired", ErrorCode.UNAUTHENTICATED),
            Map.entry("RequestTimeTooSkewed", ErrorCode.UNAUTHENTICATED),
            Map.entry("IDPCommunicationError", ErrorCode.UNAVAILABLE),
            Map.entry("InternalError", ErrorCode.UNAVAILABLE),
            Map.entry("InternalFailure", ErrorCode.UNAVAILABLE),
            Map.entry("InternalServerError", ErrorCode.UNAVAILABLE),
            Map.entry("InternalServerException", ErrorCode.UNAVAILABLE),
            Map.entry("ServiceUnavailable", ErrorCode.UNAVAILABLE),
            Map.entry("ServiceUnavailableException", ErrorCode.UNAVAILABLE),
            Map.entry("RequestTimeout", ErrorCode.TIMEOUT),
            Map.entry("RequestTimeoutException", ErrorCode.TIMEOUT),
            Map.entry("BandwidthLimitExceeded", ErrorCode.RATE_LIMITED),
            Map.entry("PriorRequestNotComplete", ErrorCode.RATE_LIMITED),
            Map.entry("ProvisionedThroughputExceededException", ErrorCode.RATE_LIMITED),
            Map.entry("RequestLimitExceeded", ErrorCode.RATE_LIMITED),
            Map.entry("RequestThrottled", ErrorCode.RATE_LIMITED),
            Map.entry("RequestThrottledException", ErrorCode.RATE_LIMITED),
            Map.entry("SlowDown", ErrorCode.RATE_LIMITED),
            Map.entry("Throttling", ErrorCode.RATE_LIMITED),
            Map.entry("ThrottlingException", ErrorCode.RATE_LIMITED),
            Map.entry("ThrottledException", ErrorCode.RATE_LIMITED),
            Map.entry("TooManyRequestsException", ErrorCode.RATE_LIMITED),
            Map.entry("LimitExceededException", ErrorCode.QUOTA_EXCEEDED),
            Map.entry("ServiceQuotaExceededException", ErrorCode.QUOTA_EXCEEDED),
            Map.entry("ResourceNotFoundException", ErrorCode.NOT_FOUND),
            Map.entry("ConflictException", ErrorCode.CONFLICT),
            Map.entry("InvalidParameterValue", ErrorCode.INVALID_ARGUMENT),
            Map.entry("MissingParameter", ErrorCode.INVALID_ARGUMENT),
            Map.entry("ValidationError", ErrorCode.INVALID_ARGUMENT),
            Map.entry("ValidationException", ErrorCode.INVALID_ARGUMENT));

    private AwsErrors() {}

    /**
     * Starts the error of an answer: code, reason ({@link #CLOCK_SKEW}, {@link #EXPIRED_TOKEN} or empty), status,
     * request id, wait, and a message that quotes the service, escaped and cut.
     *
     * @param request what was asked
     * @param response what came back
     * @param body the body as far as it was read
     * @param now the time of day, for a Retry-After that is a date
     * @return a builder to refine
     */
    public static CloudException.Builder of(HttpRequest request, HttpResponse response, byte[] body, Instant now) {
        return of(request, response, AwsError.read(response.headers(), body), now);
    }

    /**
     * Starts the error of an answer whose error was read already.
     *
     * @param request what was asked
     * @param response what came back
     * @param error what the service says
     * @param now the time of day, for a Retry-After that is a date
     * @return a builder to refine
     */
    public static CloudException.Builder of(HttpRequest request, HttpResponse response, AwsError error, Instant now) {
        CloudException plain =
                HttpErrors.of(request, response, new byte[0], now).build();
        ErrorCode code = code(response.status(), error);
        boolean throttled = code == ErrorCode.RATE_LIMITED;
        return CloudException.builder(code, message(plain, error) + advice(error))
                .reason(reason(error).isEmpty() ? plain.reason() : reason(error))
                .httpStatus(response.status())
                .requestId(plain.requestId().orElse(error.requestId().isEmpty() ? null : Shown.of(error.requestId())))
                .retryAfter(
                        throttled
                                ? HttpErrors.retryAfter(response.headers(), now).orElse(null)
                                : plain.retryAfter().orElse(null))
                .outcomeUnknown(plain.outcomeUnknown() && !throttled);
    }

    /**
     * Returns the portable code of an error.
     *
     * @param status the answer's status
     * @param error what the service says
     * @return what its word means, or, for words that only one service uses, what the status means
     */
    public static ErrorCode code(int status, AwsError error) {
        ErrorCode known = CODES.get(error.code());
        return known == null ? HttpErrors.code(status) : known;
    }

    private static String reason(AwsError error) {
        return switch (error.code()) {
            case "RequestTimeTooSkewed", "RequestExpired" -> CLOCK_SKEW;
            case "InvalidSignatureException", "SignatureDoesNotMatch" ->
                error.message().startsWith("Signature expired")
                                || error.message().startsWith("Signature not yet")
                        ? CLOCK_SKEW
                        : "signature";
            case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired" -> EXPIRED_TOKEN;
            default -> "";
        };
    }

    private static String message(CloudException plain, AwsError error) {
        String word = error.code().isEmpty() ? "" : " " + Shown.of(error.code(), 64);
        String said = error.message().isEmpty() ? "" : ": " + Shown.of(error.message());
        return plain.getMessage() + word + said;
    }

    private static String advice(AwsError error) {
        return switch (reason(error)) {
            case CLOCK_SKEW -> ". Set this machine's clock";
            case EXPIRED_TOKEN -> ". Renew the session that the credentials come from";
            case "signature" -> ". Check the secret key, the region and the endpoint";
            default -> "";
        };
    }
}
