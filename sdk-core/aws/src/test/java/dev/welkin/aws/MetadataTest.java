package dev.welkin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.ErrorCode;
import dev.welkin.credentials.Credentials;
import dev.welkin.testkit.FaultReply;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of containers and instances. */
class MetadataTest extends AccessTestBase {
    private static final String KEYS = """
            {"Code":"Success","AccessKeyId":"ASIA1","SecretAccessKey":"secret","Token":"token",
             "Expiration":"2026-01-01T06:00:00Z"}""";

    @Test
    void aTaskOfEcsHasARole() {
        environment.put("AWS_CONTAINER_SERVICE_ENDPOINT", server.uri("").toString());
        environment.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/42");
        server.enqueue(FaultReply.ok(KEYS));
        Credentials keys = keys("");
        assertThat(id(keys)).isEqualTo("ASIA1");
        assertThat(session(keys)).isEqualTo("token");
        assertThat(keys.expiry()).contains(Instant.parse("2026-01-01T06:00:00Z"));
        assertThat(server.requests().get(0).target()).isEqualTo("/v2/credentials/42");
        assertThat(server.requests().get(0).header("Authorization")).isEmpty();
    }

    @Test
    void aPodOfEksShowsItsTokenReadAnewEachTime() {
        environment.put(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                server.uri("/v1/credentials").toString());
        environment.put(
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", home.resolve("token").toString());
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "not this one");
        write("token", "first\n");
        server.always(FaultReply.ok(KEYS));
        var cache = access("").credentials(OWN);
        cache.get();
        write("token", "second\n");
        cache.invalidate();
        cache.get();
        assertThat(server.requests())
                .extracting(r -> r.header("Authorization").orElse(""))
                .containsExactly("first", "second");
    }

    @Test
    void aMissingTokenFileIsAnError() {
        environment.put(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                server.uri("/v1/credentials").toString());
        environment.put(
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", home.resolve("token").toString());
        error(ErrorCode.UNAUTHENTICATED, () -> keys("")).contains("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/x",
                "http://example.com/x",
                "http://10.0.0.1/x",
                "http://169.254.170.2.example.com/x",
                "http://user@example.com/x",
                "file:///etc/passwd",
                "ftp://169.254.170.2/x"
            })
    void aContainersKeysAreAskedOfNobodyElse(String uri) {
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", uri);
        error(ErrorCode.INVALID_ARGUMENT, () -> keys("")).contains("FULL_URI", "169.254.170.23", "nothing was sent");
    }

    @Test
    void aContainersRefusalIsAnError() {
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.uri("/c").toString());
        server.enqueue(FaultReply.of(403).body(CANARY), FaultReply.of(503), FaultReply.ok("[" + CANARY));
        error(ErrorCode.UNAUTHENTICATED, () -> keys("")).contains("403");
        error(ErrorCode.UNAVAILABLE, () -> keys("")).contains("503");
        error(ErrorCode.UNAUTHENTICATED, () -> keys("")).contains("not a JSON object");
    }

    @Test
    void anInstanceIsAskedWithAToken() {
        instance();
        server.enqueue(FaultReply.ok("metadata-token"), FaultReply.ok("reader role\n"), FaultReply.ok(KEYS));
        assertThat(id(keys(""))).isEqualTo("ASIA1");
        assertThat(server.requests())
                .extracting(r -> r.method() + " " + r.target())
                .containsExactly(
                        "PUT /latest/api/token",
                        "GET /latest/meta-data/iam/security-credentials/",
                        "GET /latest/meta-data/iam/security-credentials/reader%20role");
        assertThat(server.requests().get(0).header("X-aws-ec2-metadata-token-ttl-seconds"))
                .contains("21600");
        assertThat(server.requests().get(2).header("X-aws-ec2-metadata-token")).contains("metadata-token");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405})
    void anInstanceThatGivesNoTokenIsNotAskedTheOldWay(int status) {
        instance();
        server.always(FaultReply.of(status));
        error(ErrorCode.UNAUTHENTICATED, () -> keys("")).contains("instance metadata: attach a role");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void anInstanceWithoutARoleHasNoKeys() {
        instance();
        server.enqueue(FaultReply.ok("metadata-token"), FaultReply.of(404));
        error(ErrorCode.UNAUTHENTICATED, () -> keys("")).contains("No credentials");
    }

    @Test
    void anInstanceWhoseRoleFailsIsAnError() {
        instance();
        server.enqueue(
                FaultReply.ok("metadata-token"),
                FaultReply.ok("role"),
                FaultReply.ok("{\"Code\":\"AssumeRoleUnauthorizedAccess\",\"Message\":\"no\"}"));
        error(ErrorCode.UNAUTHENTICATED, () -> keys("")).contains("AssumeRoleUnauthorizedAccess");
    }

    @Test
    void whereNobodyAnswersThereIsNoInstance() {
        instance();
        server.close();
        error(ErrorCode.UNAUTHENTICATED, () -> keys(""))
                .contains("environment: set AWS_ACCESS_KEY_ID", "web identity", "profile", "container", "instance");
    }

    @Test
    void whereOnlySilenceAnswersTheWaitIsShort() {
        instance();
        server.always(FaultReply.silence());
        error(ErrorCode.UNAUTHENTICATED, () -> keys("")).contains("No credentials");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void metadataIsAskedOfNobodyElse() {
        instance();
        environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://example.com");
        error(ErrorCode.INVALID_ARGUMENT, () -> keys("")).contains("AWS_EC2_METADATA_SERVICE_ENDPOINT");
    }

    @Test
    void noMetadataIsAskedWhereItIsTurnedOff() {
        instance();
        environment.put("AWS_EC2_METADATA_DISABLED", "TRUE");
        error(ErrorCode.UNAUTHENTICATED, () -> keys("")).contains("No credentials");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void noMetadataIsAskedWhereAnEarlierSourceAnswers() {
        instance();
        environment.put("AWS_ACCESS_KEY_ID", "AKID");
        environment.put("AWS_SECRET_ACCESS_KEY", "secret");
        assertThat(id(keys(""))).isEqualTo("AKID");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void noMetadataIsAskedForAnEndpointOfSomebodyElse() {
        instance();
        URI foreign = URI.create("https://minio.example.com");
        error(ErrorCode.UNAUTHENTICATED, () -> access("").credentials(foreign).get())
                .contains("not AWS's own");
        assertThat(server.requests()).isEmpty();
    }

    private void instance() {
        environment.put("AWS_EC2_METADATA_DISABLED", "false");
        environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", server.uri("/").toString());
    }
}
