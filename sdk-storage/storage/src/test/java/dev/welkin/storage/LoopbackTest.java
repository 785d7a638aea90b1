package dev.welkin.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.time.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Presigned requests of buckets without a server of their own. */
class LoopbackTest {
    private static final PresignOptions OPTIONS = PresignOptions.expires(Duration.ofMinutes(5));

    private final ManualClock clock = new ManualClock();

    @Test
    void aRequestEndsByTheClockOfItsCloud() throws Exception {
        try (Cloud cloud = cloud("memory:?presign=loopback")) {
            Bucket bucket = Bucket.open(cloud);
            bucket.put("key", "grey".getBytes(UTF_8));
            PresignedRequest request = bucket.presignGet("key", OPTIONS);

            clock.advance(Duration.ofMinutes(5).minusSeconds(1));
            assertThat(get(request.uri()).statusCode()).isEqualTo(200);

            clock.advance(Duration.ofSeconds(2));
            assertThat(get(request.uri()).statusCode()).isEqualTo(403);
            assertThat(get(request.uri()).body()).contains("expired");
        }
    }

    @Test
    void bucketsOfOneCloudShareAServerAndNothingElse() throws Exception {
        try (Cloud cloud = Cloud.builder()
                .config(Map.of(
                        "storage", Map.of("one", "memory:one?presign=loopback", "two", "memory:two?presign=loopback")))
                .clock(clock)
                .open()) {
            Bucket one = Bucket.open(cloud, "one");
            one.put("key", "1".getBytes(UTF_8));
            URI first = one.presignGet("key", OPTIONS).uri();
            URI second = Bucket.open(cloud, "two").presignGet("key", OPTIONS).uri();

            assertThat(first.getHost()).isEqualTo("127.0.0.1");
            assertThat(second.getPort()).isEqualTo(first.getPort());
            assertThat(get(second).statusCode()).isEqualTo(404);
            assertThat(get(URI.create(first.toString().replace(first.getPath(), second.getPath())))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void theServerClosesWithItsCloud() {
        URI uri;
        try (Cloud cloud = cloud("memory:?presign=loopback")) {
            uri = Bucket.open(cloud).presignGet("key", OPTIONS).uri();
        }
        assertThatThrownBy(() -> get(uri)).isInstanceOf(IOException.class);
    }

    @Test
    void aBodyOfUnknownLengthIsHeldAgainstTheOneThatWasSigned() throws Exception {
        try (Cloud cloud = cloud("memory:?presign=loopback")) {
            Bucket bucket = Bucket.open(cloud);
            PresignedRequest request = bucket.presignPut("key", OPTIONS.withLengthBytes(4L));
            HttpRequest longer = HttpRequest.newBuilder(request.uri())
                    .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("longer".getBytes(UTF_8))))
                    .build();

            assertThat(HttpClient.newHttpClient()
                            .send(longer, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(400);
            assertThat(bucket.exists("key")).isFalse();
        }
    }

    @Test
    void whatUsersStoredDoesNotRunInABrowser() throws Exception {
        try (Cloud cloud = cloud("memory:?presign=loopback")) {
            Bucket bucket = Bucket.open(cloud);
            bucket.put("page.html", "<script>".getBytes(UTF_8));

            HttpResponse<String> answer =
                    get(bucket.presignGet("page.html", OPTIONS).uri());

            assertThat(answer.headers().firstValue("Content-Security-Policy")).hasValue("sandbox");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
    }

    @Test
    void aKeyThatClimbsStaysInItsFolder(@TempDir Path folder) throws Exception {
        Path root = folder.resolve("root");
        try (Cloud cloud = cloud("file:" + root + "?presign=loopback")) {
            Bucket bucket = Bucket.open(cloud);
            for (String key : List.of("../climbed", "a/../../climbed", "/climbed")) {
                HttpRequest put = HttpRequest.newBuilder(
                                bucket.presignPut(key, OPTIONS).uri())
                        .PUT(BodyPublishers.ofString("grey"))
                        .build();

                assertThat(HttpClient.newHttpClient()
                                .send(put, BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
                assertThat(bucket.getBytes(key)).isEqualTo("grey".getBytes(UTF_8));
            }
        }
        try (Stream<Path> beside = Files.list(folder)) {
            assertThat(beside).containsExactly(root);
        }
    }

    @Test
    void presigningIsOffUnlessItIsAskedFor() {
        try (Cloud cloud = cloud("memory:")) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).presignGet("key", OPTIONS))
                    .returns(ErrorCode.UNSUPPORTED, CloudException::code);
        }
    }

    @Test
    void anUnknownWayOfPresigningIsRefused() {
        try (Cloud cloud = cloud("memory:?presign=public")) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud))
                    .withMessageContaining("presign")
                    .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code);
        }
    }

    private Cloud cloud(String url) {
        return Cloud.builder()
                .config(Map.of("storage", Map.of("default", url)))
                .clock(clock)
                .open();
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
