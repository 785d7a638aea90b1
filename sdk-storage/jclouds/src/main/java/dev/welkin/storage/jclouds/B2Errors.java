package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpErrors;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Json;
import java.time.Instant;

/** Makes errors of B2's answers, {@code {"status": 404, "code": "not_found", "message": ".."}} ("Error Handling"). */
final class B2Errors {
    private static final long MAX_ERROR_BYTES = 64 * 1024;

    private B2Errors() {}

    static CloudException.Builder of(HttpRequest request, HttpResponse response, Instant now) {
        byte[] body = body(response);
        CloudException.Builder error =
                HttpErrors.of(request, response, body, now).provider("b2");
        return switch (Json.read(body).text("code")) {
            case "expired_auth_token", "bad_auth_token" ->
                recoded(error, ErrorCode.UNAUTHENTICATED).reason("expired_token");
            case "unauthorized" -> recoded(error, ErrorCode.UNAUTHENTICATED);
            case "access_denied" -> recoded(error, ErrorCode.PERMISSION_DENIED);
            case "cap_exceeded", "storage_cap_exceeded", "transaction_cap_exceeded", "download_cap_exceeded" ->
                recoded(error, ErrorCode.QUOTA_EXCEEDED);
            case "bad_bucket_id" -> recoded(error, ErrorCode.NOT_FOUND).reason("bucket_missing");
            case "no_such_file", "file_not_present", "already_hidden" -> recoded(error, ErrorCode.NOT_FOUND);
            case "duplicate_bucket_name" -> recoded(error, ErrorCode.ALREADY_EXISTS);
            case "cannot_delete_non_empty_bucket" ->
                recoded(error, ErrorCode.PRECONDITION_FAILED).reason("bucket_not_empty");
            case "range_not_satisfiable" ->
                recoded(error, ErrorCode.INVALID_ARGUMENT).reason("range");
            default ->
                response.status() == 416
                        ? recoded(error, ErrorCode.INVALID_ARGUMENT).reason("range")
                        : error;
        };
    }

    private static CloudException.Builder recoded(CloudException.Builder error, ErrorCode code) {
        CloudException was = error.build();
        return CloudException.builder(code, String.valueOf(was.getMessage()))
                .provider("b2")
                .httpStatus(was.httpStatus().orElse(0));
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
