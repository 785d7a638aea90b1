package dev.welkin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class FaultServerTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void theScriptIsPlayedInOrderAndThenTheUsualReply() throws Exception {
        try (FaultServer server = FaultServer.start()) {
            server.enqueue(FaultReply.of(503), FaultReply.ok("once")).always(FaultReply.ok("usual"));
            assertThat(get(server).statusCode()).isEqualTo(503);
            assertThat(get(server).body()).isEqualTo("once");
            assertThat(get(server).body()).isEqualTo("usual");
            assertThat(get(server).body()).isEqualTo("usual");
        }
    }

    @Test
    void requestsAreKeptWithHeadersAndBody() throws Exception {
        try (FaultServer server = FaultServer.start()) {
            server.always(FaultReply.of(204));
            client.send(
                    HttpRequest.newBuilder(server.uri("/a?b=c"))
                            .header("X-One", "1")
                            .PUT(BodyPublishers.ofString("content"))
                            .build(),
                    BodyHandlers.discarding());
            SeenRequest seen = server.awaitRequests(1, Duration.ofSeconds(10)).get(0);
            assertThat(seen.method()).isEqualTo("PUT");
            assertThat(seen.target()).isEqualTo("/a?b=c");
            assertThat(seen.header("x-one")).contains("1");
            assertThat(seen.text()).isEqualTo("content");
        }
    }

    @Test
    void aRequestCanBeBrokenInItsMiddle() throws Exception {
        AtomicBoolean once = new AtomicBoolean();
        try (FaultServer server = FaultServer.start()) {
            server.always(FaultReply.of(204))
                    .breaking(head -> head.method().equals("PUT") && once.compareAndSet(false, true), 1000);
            HttpRequest put = HttpRequest.newBuilder(server.uri("/"))
                    .PUT(BodyPublishers.ofByteArray(new byte[10 << 20]))
                    .build();
            assertThatThrownBy(() -> client.send(put, BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);
            assertThat(client.send(put, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
            assertThat(server.requests()).extracting(seen -> seen.body().length).containsExactly(1000, 10 << 20);
        }
    }

    @Test
    void aBodyOfUnknownLengthArrivesWhole() throws Exception {
        try (FaultServer server = FaultServer.start()) {
            server.always(FaultReply.of(204));
            client.send(
                    HttpRequest.newBuilder(server.uri("/"))
                            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[100_000])))
                            .build(),
                    BodyHandlers.discarding());
            assertThat(server.requests().get(0).body()).hasSize(100_000);
        }
    }

    @Test
    void chunksAndCompressionGiveTheSameBody() throws Exception {
        try (FaultServer server = FaultServer.start()) {
            server.enqueue(
                    FaultReply.ok("hello world").chunked(3).trailer("X-End", "1"),
                    FaultReply.ok("hello world").gzip());
            assertThat(get(server).body()).isEqualTo("hello world");
            byte[] packed = client.send(HttpRequest.newBuilder(server.uri("/")).build(), BodyHandlers.ofByteArray())
                    .body();
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("hello world");
            }
        }
    }

    @Test
    void brokenRepliesBreakTheClient() {
        try (FaultServer server = FaultServer.start()) {
            FaultReply hello = FaultReply.ok("hello world");
            for (FaultReply reply : List.of(
                    FaultReply.lost(),
                    FaultReply.garbage("SSH-2.0\r\n"),
                    hello.resetAfter(2),
                    hello.cutAfter(2),
                    hello.chunked(4).cutAfter(8))) {
                server.always(reply);
                assertThatThrownBy(() -> get(server)).as("%s", reply.ending).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void silenceAndStallsLastUntilTheClientGivesUp() {
        try (FaultServer server = FaultServer.start()) {
            server.enqueue(
                    FaultReply.silence(),
                    FaultReply.ok("a").delay(Duration.ofSeconds(30)),
                    FaultReply.ok("hello").slow(1, Duration.ofSeconds(30)));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> get(server)).isInstanceOf(HttpTimeoutException.class);
            }
        }
    }

    private HttpResponse<String> get(FaultServer server) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(server.uri("/"))
                        .timeout(Duration.ofMillis(300))
                        .build(),
                BodyHandlers.ofString());
    }
}
