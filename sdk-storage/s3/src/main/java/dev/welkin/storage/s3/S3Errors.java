package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpErrors;
import dev.welkin.spi.Shown;
import java.time.Duration;
import java.time.Instant;

/** What the words of S3 and its relatives mean (S3 API Reference, "Error responses"). */
final class S3Errors {
    private S3Errors() {}

    /** A code, a finer word, and what to do. */
    private record Meaning(ErrorCode code, String reason, String advice) {}

    static CloudException of(String asked, S3Failure failure, Instant now) {
        Meaning meaning = meaning(failure);
        ErrorCode code = meaning.code();
        boolean throttled = code == ErrorCode.RATE_LIMITED || failure.status() == 503;
        Duration wait =
                throttled ? HttpErrors.retryAfter(failure.headers(), now).orElse(null) : null;
        return CloudException.builder(code, message(asked, failure, meaning))
                .reason(meaning.reason())
                .httpStatus(failure.status())
                .requestId(requestId(failure))
                .retryAfter(wait)
                .retryable(code.retryable() || meaning.reason().equals("damaged_on_the_way"))
                .outcomeUnknown(code.outcomeUnknown() && !throttled)
                .build();
    }

    static ErrorCode code(S3Failure failure) {
        return meaning(failure).code();
    }

    private static String message(String asked, S3Failure failure, Meaning meaning) {
        String said = failure.message().isEmpty() ? "" : ": " + Shown.of(failure.message());
        String advice = meaning.advice().isEmpty() ? "" : ". " + meaning.advice();
        String word = failure.code().isEmpty() ? "" : " " + Shown.of(failure.code(), 64);
        return asked + " was answered with " + failure.status() + word + said + advice;
    }

    private static @org.jspecify.annotations.Nullable String requestId(S3Failure failure) {
        String id = failure.headers().first("x-amz-request-id").orElse(failure.requestId());
        return id.isEmpty() ? null : Shown.of(id);
    }

    private static Meaning meaning(S3Failure failure) {
        return switch (failure.code()) {
            case "NoSuchKey", "NoSuchVersion" -> just(ErrorCode.NOT_FOUND);
            case "NoSuchBucket" ->
                new Meaning(
                        ErrorCode.NOT_FOUND,
                        "bucket_missing",
                        "Make the bucket with Buckets.create, or correct its name");
            case "NoSuchUpload" -> new Meaning(ErrorCode.NOT_FOUND, "upload_missing", "");
            case "InvalidObjectState" ->
                new Meaning(ErrorCode.PRECONDITION_FAILED, "archived", "Restore it from the archive first");
            case "PreconditionFailed" -> just(ErrorCode.PRECONDITION_FAILED);
            case "BucketNotEmpty" ->
                new Meaning(ErrorCode.PRECONDITION_FAILED, "bucket_not_empty", "Delete its objects first");
            case "BucketAlreadyExists", "BucketAlreadyOwnedByYou" -> just(ErrorCode.ALREADY_EXISTS);
            case "ConditionalRequestConflict", "OperationAborted" -> just(ErrorCode.CONFLICT);
            case "InvalidRange" -> outside();
            case "KeyTooLongError" -> new Meaning(ErrorCode.INVALID_ARGUMENT, "key", "");
            case "EntityTooLarge", "EntityTooSmall", "MetadataTooLarge" ->
                new Meaning(ErrorCode.INVALID_ARGUMENT, "too_large", "");
            case "BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch", "InvalidDigest" ->
                new Meaning(ErrorCode.CORRUPTED, "damaged_on_the_way", "");
            case "IncompleteBody" -> just(ErrorCode.TRUNCATED);
            case "RequestTimeout" -> just(ErrorCode.TIMEOUT);
            case "NotImplemented", "MethodNotAllowed" -> just(ErrorCode.UNSUPPORTED);
            case "ServiceUnavailable", "InternalError" -> just(ErrorCode.UNAVAILABLE);
            case "SlowDown",
                    "Throttling",
                    "ThrottlingException",
                    "TooManyRequests",
                    "TooManyRequestsException",
                    "RequestLimitExceeded",
                    "BandwidthLimitExceeded",
                    "ExceedAccountQPSLimit",
                    "ExceedBucketQPSLimit" -> just(ErrorCode.RATE_LIMITED);
            case "QuotaExceeded", "TooManyBuckets", "ServiceQuotaExceeded" -> just(ErrorCode.QUOTA_EXCEEDED);
            default -> identity(failure);
        };
    }

    private static Meaning identity(S3Failure failure) {
        return switch (failure.code()) {
            case "RequestTimeTooSkewed", "RequestExpired" ->
                new Meaning(ErrorCode.UNAUTHENTICATED, "clock_skew", "Set this machine's clock");
            case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired" ->
                new Meaning(ErrorCode.UNAUTHENTICATED, "expired_token", "Renew the session");
            case "InvalidAccessKeyId", "InvalidToken", "NotSignedUp" -> just(ErrorCode.UNAUTHENTICATED);
            case "SignatureDoesNotMatch" ->
                new Meaning(
                        ErrorCode.UNAUTHENTICATED, "signature", "Check the secret key, the region and the endpoint");
            case "AuthorizationHeaderMalformed",
                    "PermanentRedirect",
                    "TemporaryRedirect",
                    "IllegalLocationConstraintException" ->
                new Meaning(
                        ErrorCode.INVALID_ARGUMENT,
                        "wrong_region",
                        failure.region().isEmpty()
                                ? "Set region and endpoint to where the bucket is"
                                : "The bucket is in the region " + Shown.of(failure.region(), 64)
                                        + ": set region to it");
            case "AccessDenied", "AllAccessDisabled", "AccountProblem", "UnauthorizedAccess" ->
                just(ErrorCode.PERMISSION_DENIED);
            default -> byStatus(failure.status());
        };
    }

    private static Meaning byStatus(int status) {
        return switch (status) {
            case 200 -> just(ErrorCode.UNAVAILABLE); // an error that came late and that nobody knows
            case 301, 302, 307, 308 ->
                new Meaning(
                        ErrorCode.INVALID_ARGUMENT, "wrong_region", "Set region and endpoint to where the bucket is");
            case 304 -> new Meaning(ErrorCode.PRECONDITION_FAILED, "not_modified", "");
            case 416 -> outside();
            default -> just(HttpErrors.code(status));
        };
    }

    private static Meaning outside() {
        return new Meaning(ErrorCode.INVALID_ARGUMENT, "range", "See head() for the size");
    }

    private static Meaning just(ErrorCode code) {
        return new Meaning(code, "", "");
    }
}
