package dev.welkin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.testkit.FaultReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AwsErrorsTest extends AccessTestBase {
    @Test
    void readsTheXmlOfS3() {
        AwsError error = AwsError.read(HttpHeaders.empty(), bytes("""
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>AuthorizationHeaderMalformed</Code><Message>wrong &amp; region</Message>
                <Region>eu-west-3</Region><RequestId>42</RequestId><HostId>h</HostId></Error>"""));
        assertThat(error).isEqualTo(new AwsError("AuthorizationHeaderMalformed", "wrong & region", "42", "eu-west-3"));
    }

    @Test
    void readsTheJsonOfSqs() {
        AwsError error = AwsError.read(
                HttpHeaders.of("x-amzn-RequestId", "42"),
                bytes("{\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\",\"message\":\"no such queue\"}"));
        assertThat(error).isEqualTo(new AwsError("QueueDoesNotExist", "no such queue", "42", ""));
    }

    @Test
    void readsTheHeaderOfBedrock() {
        AwsError error = AwsError.read(
                HttpHeaders.of("x-amzn-ErrorType", "ThrottlingException:http://internal.amazon.com/coral/"),
                bytes("{\"message\":\"too many\"}"));
        assertThat(error.code()).isEqualTo("ThrottlingException");
        assertThat(error.message()).isEqualTo("too many");
    }

    @Test
    void whatIsNeitherXmlNorJsonSaysNothing() {
        assertThat(AwsError.read(HttpHeaders.empty(), bytes("<html>gateway"))).isEqualTo(new AwsError("", "", "", ""));
        assertThat(AwsError.read(HttpHeaders.empty(), bytes("oops"))).isEqualTo(new AwsError("", "", "", ""));
        assertThat(AwsError.read(HttpHeaders.empty(), bytes(""))).isEqualTo(new AwsError("", "", "", ""));
    }

    @Test
    void throttlingIsRateLimitedAndWaits() {
        CloudException error = refused(FaultReply.of(400)
                .header("Retry-After", "3")
                .header("x-amzn-RequestId", "42")
                .body("{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}"));
        assertThat(error.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(error.retryable()).isTrue();
        assertThat(error.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(error.requestId()).contains("42");
        assertThat(error.httpStatus()).hasValue(400);
        assertThat(error.getMessage()).contains("400", "ThrottlingException", "Rate exceeded");
    }

    @Test
    void anExpiredTokenHasAReason() {
        CloudException error = refused(
                FaultReply.of(400)
                        .body(
                                "<Error><Code>ExpiredToken</Code><Message>has expired</Message><RequestId>7</RequestId></Error>"));
        assertThat(error.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(error.reason()).isEqualTo(AwsErrors.EXPIRED_TOKEN);
        assertThat(error.requestId()).contains("7");
    }

    @Test
    void aWrongClockHasAReasonInEachOfItsWordings() {
        CloudException s3 = refused(FaultReply.of(403).body("<Error><Code>RequestTimeTooSkewed</Code></Error>"));
        CloudException sqs = refused(FaultReply.of(403)
                .body("{\"__type\":\"InvalidSignatureException\",\"message\":\"Signature expired: 2026 is now"
                        + " earlier than\"}"));
        CloudException wrong = refused(FaultReply.of(403).body("<Error><Code>SignatureDoesNotMatch</Code></Error>"));
        assertThat(s3.reason()).isEqualTo(AwsErrors.CLOCK_SKEW);
        assertThat(sqs.reason()).isEqualTo(AwsErrors.CLOCK_SKEW);
        assertThat(wrong.reason()).isEqualTo("signature");
        assertThat(wrong.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void anUnknownWordMeansWhatTheStatusMeans() {
        CloudException error = refused(FaultReply.of(404).body("{\"__type\":\"a#QueueDoesNotExist\"}"));
        assertThat(error.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refused(FaultReply.of(503)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void hostileTextIsEscaped() {
        CloudException error = refused(FaultReply.of(400).body("{\"__type\":\"X\",\"message\":\"a\\nb\\u001b[31m\"}"));
        assertThat(error.getMessage()).contains("a\\nb\\u001b[31m");
    }

    private CloudException refused(FaultReply reply) {
        server.enqueue(reply);
        HttpRequest request = HttpRequest.of("GET", server.uri("/q"), HttpHeaders.empty());
        try (HttpResponse response = http().send(request, Duration.ofSeconds(10))) {
            return AwsErrors.of(request, response, response.bytes(), clock.now())
                    .build();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
