package dev.welkin.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpErrorsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final HttpRequest REQUEST =
            HttpRequest.of("GET", URI.create("https://storage.example/a?X-Amz-Signature=canary"), HttpHeaders.empty());

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_ARGUMENT", "401, UNAUTHENTICATED", "403, PERMISSION_DENIED", "404, NOT_FOUND", "409, CONFLICT",
        "412, PRECONDITION_FAILED", "429, RATE_LIMITED", "500, UNAVAILABLE", "501, UNSUPPORTED", "503, UNAVAILABLE",
        "504, TIMEOUT", "307, INVALID_ARGUMENT", "402, QUOTA_EXCEEDED"
    })
    void eachStatusHasACode(int status, ErrorCode code) {
        assertThat(HttpErrors.code(status)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After, 7, 7000",
        "Retry-After, 'Thu, 01 Jan 2026 00:00:09 GMT', 9000",
        "Retry-After, 'Wed, 31 Dec 2025 00:00:00 GMT', 0",
        "retry-after-ms, 250, 250",
        "x-ratelimit-reset-requests, 6m0s, 360000",
        "x-ratelimit-reset-tokens, 1.5s, 1500",
        "x-ratelimit-reset-tokens, 20ms, 20",
        "x-ratelimit-reset, 12, 12000",
        "x-ratelimit-reset, 1767225630, 30000"
    })
    void theWaitIsReadInEveryForm(String name, String value, long millis) {
        assertThat(HttpErrors.retryAfter(HttpHeaders.of(name, value), NOW)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"soon", "''", "NaN", "7 parsecs", "-"})
    void aWaitThatIsNoneIsLeftOut(String value) {
        assertThat(HttpErrors.retryAfter(HttpHeaders.of("Retry-After", value, "x-ratelimit-reset", value), NOW))
                .isEmpty();
    }

    @Test
    void theLongestWaitCounts() {
        HttpHeaders headers = HttpHeaders.of("Retry-After", "1", "x-ratelimit-reset-tokens", "3s");
        assertThat(HttpErrors.retryAfter(headers, NOW)).contains(Duration.ofSeconds(3));
    }

    @Test
    void anErrorSaysWhatWasAskedAndWhatCameBackWithoutSignatureOrEscapes() {
        CloudException e = error(403, HttpHeaders.of("x-request-id", "abc"), "no\r\n\u001b[31mway");
        assertThat(e)
                .hasMessageContaining("GET https://storage.example/a?X-Amz-Signature=***")
                .hasMessageContaining("403")
                .hasMessageContaining("way");
        assertThat(e.getMessage()).doesNotContain("canary", "\r", "\n", "\u001b");
        assertThat(e.httpStatus()).hasValue(403);
        assertThat(e.requestId()).contains("abc");
    }

    @Test
    void onlyAServersFailureLeavesTheOutcomeUnknown() {
        assertThat(error(500, HttpHeaders.empty(), "").outcomeUnknown()).isTrue();
        assertThat(error(503, HttpHeaders.empty(), "").outcomeUnknown()).isTrue();
        assertThat(error(503, HttpHeaders.of("Retry-After", "1"), "").outcomeUnknown())
                .isFalse();
        assertThat(error(429, HttpHeaders.empty(), "").outcomeUnknown()).isFalse();
        assertThat(error(404, HttpHeaders.empty(), "").outcomeUnknown()).isFalse();
    }

    @Test
    void aRedirectSaysWhereToAndWhatToDo() {
        CloudException e = error(301, HttpHeaders.of("Location", "https://eu.example/?sig=canary"), "");
        assertThat(e.reason()).isEqualTo("redirect");
        assertThat(e).hasMessageContaining("https://eu.example/?sig=***").hasMessageContaining("endpoint");
    }

    private static CloudException error(int status, HttpHeaders headers, String body) {
        return HttpErrors.of(REQUEST, new Answer(status, headers), body.getBytes(StandardCharsets.UTF_8), NOW)
                .build();
    }

    private record Answer(int status, HttpHeaders headers) implements HttpResponse {
        @Override
        public InputStream body() {
            return InputStream.nullInputStream();
        }

        @Override
        public byte[] bytes() {
            return new byte[0];
        }

        @Override
        public byte[] bytes(long maxBytes) {
            return new byte[0];
        }

        @Override
        public HttpHeaders trailers() {
            return HttpHeaders.empty();
        }

        @Override
        public void close() {}
    }
}
