package dev.welkin.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.PresignOptions;
import dev.welkin.testkit.FaultServer;
import dev.welkin.testkit.ProxyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A {@code welkin.yaml} that came with somebody else's files sends requests to its author. Keys lie around on this
 * machine as they usually do: its author gets none of them, nor a signature made with them, nor so much as a request.
 */
class PoisonedConfigTest {
    private static final String CANARY = "canary-of-this-machine";

    private final FaultServer collector = FaultServer.start();
    private final FaultServer metadata = FaultServer.start();
    private final ProxyServer way = ProxyServer.start(collector.port());

    @TempDir
    private Path folder;

    @BeforeEach
    void leaveKeysAround() throws IOException {
        Files.writeString(
                folder.resolve("credentials"),
                "[default]\naws_access_key_id = " + CANARY + "\naws_secret_access_key = " + CANARY + "\n");
    }

    @AfterEach
    void close() {
        way.close();
        metadata.close();
        collector.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url: s3://photos, endpoint: 'https://collector.example'",
                "url: s3://photos, endpoint: 'https://collector.example', preset: aws, region: eu-west-1",
                "url: s3://photos, endpoint: 'https://collector.example', preset: minio, addressing: virtual",
                "url: s3://photos, endpoint: 'http://collector.example'",
                "url: s3://photos, endpoint: 'https://s3.amazonaws.com.collector.example'",
                "url: s3://photos, endpoint: 'https://127.0.0.1.collector.example'",
                "url: s3://photos, endpoint: 'https://localhost.collector.example'",
                "url: s3://photos, endpoint: 'https://collector.example', account: mine",
                "url: s3://photos, endpoint: 'https://collector.example', roleArn: 'arn:aws:iam::123456789012:role/all'",
                "url: oss://photos, endpoint: 'https://collector.example', region: cn-hangzhou"
            })
    void itsEndpointCollectsNoKeys(String target) {
        assertCollectsNothing(target, bucket -> bucket.getBytes("key"));
        assertCollectsNothing(target, bucket -> bucket.put("key", new byte[1]));
        assertCollectsNothing(target, bucket -> bucket.list("").forEach(object -> {}));
        assertCollectsNothing(target, bucket -> bucket.presignGet("key", PresignOptions.defaults()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url: s3://photos, endpoint: 'https://s3.amazonaws.com@collector.example', region: eu-west-1",
                "url: s3://photos, endpoint: 'https://collector.example?.amazonaws.com', region: eu-west-1",
                "url: s3://photos, endpoint: 'https://collector.example#.amazonaws.com', region: eu-west-1",
                "url: s3://photos, region: 'collector.example/'",
                "url: s3://photos, region: 'x.collector.example#'",
                "url: s3://photos, preset: r2, accountId: 'collector.example/'",
                "url: 's3://collector.example%2F', region: eu-west-1"
            })
    void whatOnlyLooksLikeAnotherPlaceIsRefused(String target) {
        try (Cloud cloud = cloud(target)) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud))
                    .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                    .withMessageNotContaining(CANARY);
        }
        assertNothingArrived();
    }

    /** That the way there is watched: what the file names itself does go where the file says. */
    @Test
    void itsOwnKeysGoThere() {
        String target = "url: s3://photos, endpoint: 'https://collector.example', accessKeyId: its, secretKey: own";
        try (Cloud cloud = cloud(target)) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).getBytes("key"));
        }
        assertThat(way.requests()).isNotEmpty().allMatch(line -> line.startsWith("CONNECT collector.example:443"));
    }

    private void assertCollectsNothing(String target, Consumer<Bucket> call) {
        try (Cloud cloud = cloud(target)) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> call.accept(Bucket.open(cloud)))
                    .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                    .withMessageNotContaining(CANARY);
        }
        assertNothingArrived();
    }

    private void assertNothingArrived() {
        assertThat(way.requests()).isEmpty();
        assertThat(collector.connections()).isZero();
        assertThat(metadata.connections()).isZero();
    }

    private Cloud cloud(String target) {
        return Cloud.builder()
                .environment(Map.of(
                        "AWS_ACCESS_KEY_ID", CANARY,
                        "AWS_SECRET_ACCESS_KEY", CANARY,
                        "AWS_SESSION_TOKEN", CANARY,
                        "AWS_SHARED_CREDENTIALS_FILE",
                                folder.resolve("credentials").toString(),
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI", metadata.uri("/").toString(),
                        "ALIBABA_CLOUD_ACCESS_KEY_ID", CANARY,
                        "ALIBABA_CLOUD_ACCESS_KEY_SECRET", CANARY))
                .config(yaml(target))
                .open();
    }

    private Path yaml(String target) {
        String text = Stream.of(
                        "http: { insecure: true, proxy: { host: 127.0.0.1, port: " + way.port() + " } }",
                        "resilience: { maxAttempts: 1 }",
                        "accounts: { mine: { provider: aws } }",
                        "storage: { default: { " + target + " } }")
                .collect(java.util.stream.Collectors.joining("\n"));
        try {
            return Files.writeString(folder.resolve("welkin.yaml"), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
