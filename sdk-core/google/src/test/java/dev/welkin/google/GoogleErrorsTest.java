package dev.welkin.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.FaultServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleErrorsTest {
    private final FaultServer google = FaultServer.start();
    private final Cloud cloud = Cloud.builder()
            .config(Map.of("storage", Map.of("default", Map.of("url", "gs://b"))))
            .open();

    @AfterEach
    void close() {
        cloud.close();
        google.close();
    }

    @ParameterizedTest
    @CsvSource({
        "401, authError, UNAUTHENTICATED, false",
        "403, forbidden, PERMISSION_DENIED, false",
        "403, rateLimitExceeded, RATE_LIMITED, true",
        "403, quotaExceeded, QUOTA_EXCEEDED, false",
        "404, notFound, NOT_FOUND, false",
        "409, conflict, CONFLICT, true",
        "412, conditionNotMet, PRECONDITION_FAILED, false",
        "429, rateLimitExceeded, RATE_LIMITED, true",
        "416, requestedRangeNotSatisfiable, INVALID_ARGUMENT, false",
        "500, internalError, UNAVAILABLE, true",
        "503, backendError, UNAVAILABLE, true",
        "400, newReasonNobodyKnows, INVALID_ARGUMENT, false",
    })
    void aReasonHasOneMeaning(int status, String reason, ErrorCode code, boolean retryable) {
        CloudException error = error(FaultReply.of(status)
                .body("{\"error\":{\"code\":" + status + ",\"message\":\"The words.\",\"errors\":[{\"reason\":\""
                        + reason + "\"}]}}"));

        assertThat(error.code()).isEqualTo(code);
        assertThat(error.retryable()).isEqualTo(retryable);
        assertThat(error.httpStatus()).hasValue(status);
        assertThat(error).hasMessageContaining(reason).hasMessageContaining("The words.");
    }

    @Test
    void apisThatSpeakGrpcNameAStatus() {
        CloudException error = error(FaultReply.of(403)
                .body("{\"error\":{\"code\":403,\"message\":\"No.\",\"status\":\"PERMISSION_DENIED\"}}"));

        assertThat(error.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(error).hasMessageContaining("PERMISSION_DENIED: No.");
    }

    @Test
    void whatIsNoJsonIsQuoted() {
        CloudException error = error(FaultReply.of(502).body("<html>Bad gateway</html>"));

        assertThat(error.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(error.outcomeUnknown()).isTrue();
        assertThat(error).hasMessageContaining("Bad gateway");
    }

    @Test
    void theWaitAndTheRequestsIdAreKept() {
        CloudException error = error(FaultReply.of(429)
                .header("Retry-After", "7")
                .header("X-GUploader-UploadID", "upload-1")
                .body("{}"));

        assertThat(error.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(error.requestId()).contains("upload-1");
        assertThat(error.outcomeUnknown()).isFalse();
    }

    private CloudException error(FaultReply reply) {
        google.enqueue(reply);
        HttpRequest request = HttpRequest.of("GET", google.uri("/o?access_token=s3cret"), HttpHeaders.empty());
        try (HttpResponse response = cloud.context()
                .http(cloud.context().targets("storage", "default").get(0))
                .send(request, Duration.ofSeconds(5))) {
            CloudException error =
                    GoogleErrors.of(request, response, Instant.EPOCH).build();
            assertThat(error.toString()).doesNotContain("s3cret");
            return error;
        }
    }
}
