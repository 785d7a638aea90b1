package dev.welkin.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpOptions;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.testkit.ChildJvm;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.FaultServer;
import dev.welkin.testkit.SeenRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OkHttpTransportTest extends HttpTestBase {
    private final FaultServer server = FaultServer.start();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void anAnswerHasStatusHeadersAndBody() {
        server.enqueue(FaultReply.of(404).header("X-One", "1").body("nothing here"));
        try (HttpResponse response = send(get(server.uri("/a")))) {
            assertThat(response.status()).isEqualTo(404);
            assertThat(response.headers().first("x-one")).contains("1");
            assertThat(new String(response.bytes(), StandardCharsets.UTF_8)).isEqualTo("nothing here");
        }
    }

    @Test
    void aRequestArrivesAsItWasWritten() {
        server.always(FaultReply.of(204));
        String target = "/d%20%C3%BC/%E4%B8%AD+a%2520&=~(x)//y?list-type=2&prefix=a%2Fb%27&empty=";
        HttpRequest request = HttpRequest.of(
                "PUT",
                server.uri(target),
                HttpHeaders.of("X-Meta", "Grüße"),
                HttpBody.of("application/x-thing; a=b", new byte[] {1, 2, 3}));
        send(request).close();
        SeenRequest seen = server.requests().get(0);
        assertThat(seen.target()).isEqualTo(target);
        assertThat(seen.header("Content-Type")).contains("application/x-thing; a=b");
        assertThat(seen.header("Content-Length")).contains("3");
        assertThat(seen.header("Accept-Encoding")).contains("identity");
        assertThat(seen.header("User-Agent").orElseThrow()).startsWith("welkin/");
        assertThat(seen.header("X-Meta").orElseThrow().getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo("Grüße".getBytes(StandardCharsets.UTF_8));
        assertThat(seen.body()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/../b", "/a/./b", "/a/%2E%2E/b", "/a?b='c'"})
    void aUrlThatWouldBeRewrittenIsRefused(String target) {
        assertThat(failure(() -> send(get(server.uri(target)))).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void oneConnectionServesRequestsInTurn() {
        server.always(FaultReply.ok("hello"));
        for (int i = 0; i < 5; i++) {
            text(server.uri("/"));
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void anUnreadSmallBodyKeepsTheConnection() {
        server.always(FaultReply.of(404).body("unread"));
        send(get(server.uri("/"))).close();
        send(get(server.uri("/"))).close();
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void noRedirectIsFollowed(int status) {
        try (FaultServer other = FaultServer.start()) {
            server.always(FaultReply.of(status)
                    .header("Location", other.uri("/stolen").toString()));
            HttpRequest request = post(server.uri("/"), "secret body").header("x-api-key", "canary");
            try (HttpResponse response = send(request)) {
                assertThat(response.status()).isEqualTo(status);
            }
            assertThat(other.connections()).isZero();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void noStatusIsRetriedHere() {
        server.always(FaultReply.of(503).header("Retry-After", "0"));
        send(post(server.uri("/"), "once")).close();
        server.always(FaultReply.of(408));
        send(post(server.uri("/"), "once")).close();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aStalePooledConnectionIsReplacedUnseen() {
        server.enqueue(FaultReply.ok("first").closing(), FaultReply.ok("second"));
        assertThat(text(server.uri("/"))).isEqualTo("first");
        assertThat(text(server.uri("/"))).isEqualTo("second");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void aReadWhoseReplyIsLostOnAPooledConnectionIsAskedOnceMore() {
        server.enqueue(FaultReply.ok("first"), FaultReply.lost(), FaultReply.ok("third"));
        text(server.uri("/"));
        assertThat(text(server.uri("/"))).isEqualTo("third");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aReadIsAskedOnceMoreAndNotTwice() {
        server.enqueue(FaultReply.ok("first"), FaultReply.lost(), FaultReply.lost());
        text(server.uri("/"));
        CloudException e = failure(() -> text(server.uri("/")));
        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aWriteWhoseReplyIsLostIsNotSentAgain() {
        server.enqueue(FaultReply.ok("first"), FaultReply.lost());
        text(server.uri("/"));
        CloudException e = failure(() -> send(post(server.uri("/"), "pay 5")));
        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(e.reason()).isEqualTo("reset");
        assertThat(e.outcomeUnknown()).isTrue();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void nobodyListeningIsUnavailableAndNothingWasSent() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        CloudException e = failure(() -> text(URI.create("http://127.0.0.1:" + free + "/")));
        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(e.reason()).isEqualTo("connect_refused");
        assertThat(e.outcomeUnknown()).isFalse();
        assertThat(e.retryable()).isTrue();
    }

    @Test
    void aHostWithoutAddressIsADnsFailure() {
        CloudException e = failure(() -> text(URI.create("http://no-such-host.invalid/")));
        assertThat(e.reason()).isEqualTo("dns");
        assertThat(e.outcomeUnknown()).isFalse();
    }

    @Test
    void aServerThatSpeaksNoHttpIsABadAnswer() {
        server.always(FaultReply.garbage("SSH-2.0-OpenSSH\r\n"));
        CloudException e = failure(() -> send(post(server.uri("/"), "x")));
        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(e.reason()).isEqualTo("bad_answer");
    }

    @Test
    void aSilentServerTimesOut() {
        server.always(FaultReply.silence());
        CloudException e = failure(() -> clients.client(HttpOptions.defaults())
                .send(post(server.uri("/"), "x"), Attempt.only(Duration.ofMillis(200))));
        assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(e.reason()).isEqualTo("attempt_timeout");
        assertThat(e.outcomeUnknown()).isTrue();
    }

    @Test
    void aHeadThatTricklesInTimesOutToo() {
        server.always(FaultReply.ok("x").slow(1, Duration.ofMillis(50)));
        CloudException e = failure(() -> clients.client(HttpOptions.defaults())
                .send(get(server.uri("/")), Attempt.only(Duration.ofMillis(300))));
        assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void aBodyMayTakeLongerThanTheAttempt() {
        server.always(FaultReply.of(200).body(new byte[2000]).slow(200, Duration.ofMillis(100)));
        try (HttpResponse response = clients.client(HttpOptions.defaults())
                .send(get(server.uri("/")), Attempt.only(Duration.ofMillis(500)))) {
            assertThat(response.bytes()).hasSize(2000);
        }
    }

    @Test
    void aStalledBodyIsATimeout() {
        server.always(FaultReply.ok("hello world").stallAfter(5));
        CloudException e = failure(() -> text(get(server.uri("/")), impatient()));
        assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(e.reason()).isEqualTo("stalled");
    }

    @Test
    void anUploadToAServerThatStopsReadingIsATimeout() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/");
            HttpBody large = HttpBody.of(null, new byte[32 << 20]); // more than both sockets' buffers hold
            HttpRequest upload = HttpRequest.of("PUT", uri, HttpHeaders.empty(), large);
            CloudException e = failure(() -> send(upload, impatient()));
            assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(e.reason()).isEqualTo("stalled");
            assertThat(e).hasMessageContaining("PUT http://127.0.0.1");
        }
    }

    @Test
    void aRequestCanHaveAnIdleTimeoutOfItsOwn() {
        server.always(FaultReply.ok("hello world").stallAfter(5));
        CloudException e =
                failure(() -> text(get(server.uri("/")).idleTimeout(Duration.ofMillis(200)), HttpOptions.defaults()));
        assertThat(e.reason()).isEqualTo("stalled");
    }

    @Test
    void aCutBodyIsTruncatedHoweverItIsCut() {
        FaultReply hello = FaultReply.ok("hello world");
        for (FaultReply reply : new FaultReply[] {
            hello.cutAfter(5),
            hello.resetAfter(5),
            hello.chunked(3).cutAfter(6),
            hello.gzip().cutAfter(20)
        }) {
            server.always(reply);
            CloudException e = failure(() -> text(get(server.uri("/")).inflating(), HttpOptions.defaults()));
            assertThat(e.code()).isEqualTo(ErrorCode.TRUNCATED);
        }
    }

    @Test
    void aCompressedAnswerIsInflatedWhereAskedFor() {
        server.always(FaultReply.ok("hello world").gzip());
        assertThat(text(get(server.uri("/")).inflating(), HttpOptions.defaults()))
                .isEqualTo("hello world");
        assertThat(server.requests().get(0).header("Accept-Encoding")).contains("gzip");
    }

    @Test
    void aCompressedObjectIsHandedOutAsItIs() {
        server.always(FaultReply.ok("hello world").gzip());
        try (HttpResponse response = send(get(server.uri("/")))) {
            assertThat(response.bytes()).startsWith(0x1f, 0x8b);
        }
    }

    @Test
    void brokenCompressionIsCorrupted() {
        server.always(FaultReply.ok("no gzip at all").header("Content-Encoding", "gzip"));
        CloudException e = failure(() -> text(get(server.uri("/")).inflating(), HttpOptions.defaults()));
        assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED);
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedBeforeItIsRead() {
        server.always(FaultReply.of(200).body(10L << 30, InputStream::nullInputStream));
        try (HttpResponse response = send(get(server.uri("/")))) {
            CloudException e = failure(response::bytes);
            assertThat(e.reason()).isEqualTo("body_too_large");
        }
    }

    @Test
    void aBodyOfUnknownLengthBeyondTheLimitIsRefused() {
        server.always(FaultReply.ok("x".repeat(1001)).chunked(100));
        try (HttpResponse response = send(get(server.uri("/")))) {
            assertThat(failure(() -> response.bytes(1000)).reason()).isEqualTo("body_too_large");
        }
    }

    @Test
    void aGzipBombEndsAtTheLimit() {
        server.always(bomb());
        try (HttpResponse response = send(get(server.uri("/")).inflating())) {
            Counter counter = new Counter();
            CloudException e = failure(() -> response.body().transferTo(counter));
            assertThat(e.reason()).isEqualTo("body_too_large");
            assertThat(counter.bytes).isLessThanOrEqualTo(HttpOptions.defaults().maxBodyBytes());
        }
    }

    @Test
    void aGzipBombReadIntoMemoryLeavesTheHeapFlat() {
        try (ChildJvm small = ChildJvm.of(BombReader.class)
                .heapMegabytes(32)
                .arguments(server.uri("/").toString())
                .start()) {
            server.always(bomb());
            assertThat(small.awaitLine("refused", Duration.ofSeconds(60))).isEqualTo("refused body_too_large");
        }
    }

    @Test
    void trailersAreThereAfterTheBody() {
        server.always(FaultReply.ok("hello").chunked(2).trailer("X-Checksum", "abc"));
        try (HttpResponse response = send(get(server.uri("/")))) {
            assertThat(response.trailers().fields()).isEmpty();
            assertThat(response.bytes()).hasSize(5);
            assertThat(response.trailers().first("x-checksum")).contains("abc");
        }
    }

    @Test
    void closingFromAnotherThreadEndsABlockedRead() throws Exception {
        server.always(FaultReply.ok("hello world").stallAfter(5));
        HttpResponse response = send(get(server.uri("/")));
        CountDownLatch reading = new CountDownLatch(1);
        CompletableFuture<CloudException> ended = CompletableFuture.supplyAsync(() -> failure(() -> {
            response.body().readNBytes(5);
            reading.countDown();
            response.body().read();
        }));
        reading.await();
        response.close();
        assertThat(ended.get(10, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void anInterruptEndsABlockedRequestAndABlockedRead() throws Exception {
        server.always(FaultReply.silence());
        assertThat(interrupted(() -> send(get(server.uri("/")))).code()).isEqualTo(ErrorCode.CANCELLED);
        server.always(FaultReply.ok("hello world").stallAfter(5));
        assertThat(interrupted(() -> send(get(server.uri("/"))).bytes()).code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void aLargeBodyTravelsWhole() {
        server.always(FaultReply.of(204));
        byte[] large = new byte[3 << 20];
        new Random(1).nextBytes(large);
        send(HttpRequest.of("PUT", server.uri("/"), HttpHeaders.empty(), HttpBody.of(null, large)))
                .close();
        assertThat(server.requests().get(0).body()).isEqualTo(large);
        server.always(FaultReply.of(200).body(large));
        try (HttpResponse response = send(get(server.uri("/")))) {
            assertThat(response.bytes()).isEqualTo(large);
        }
    }

    @Test
    void aBodyOfUnknownLengthGoesInChunks() {
        server.always(FaultReply.of(204));
        send(HttpRequest.of("PUT", server.uri("/"), HttpHeaders.empty(), new Unknown()))
                .close();
        assertThat(server.requests().get(0).header("Transfer-Encoding")).contains("chunked");
        assertThat(server.requests().get(0).body()).hasSize(100_000);
    }

    @Test
    void credentialsDoNotTravelOverPlainHttpBeyondThisMachine() {
        URI plain = URI.create("http://storage.example/a");
        for (HttpRequest request : new HttpRequest[] {
            get(plain).header("Authorization", "Bearer canary"),
            get(URI.create("http://storage.example/a?X-Amz-Signature=canary"))
        }) {
            CloudException e = failure(() -> send(request));
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(e.reason()).isEqualTo("plain_http");
            assertThat(e).hasMessageContaining("insecure: true");
            assertThat(e.toString()).doesNotContain("canary");
        }
    }

    @Test
    void plainHttpIsAllowedWhereItIsWrittenThatItIs() {
        HttpOptions insecure = HttpOptions.defaults().toBuilder().insecure(true).build();
        HttpRequest request = get(URI.create("http://no-such-host.invalid/")).header("Authorization", "Bearer canary");
        assertThat(failure(() -> send(request, insecure)).reason()).isEqualTo("dns");
    }

    @Test
    void aClosedPoolSendsNothing() {
        clients.close();
        assertThat(failure(() -> text(server.uri("/"))).code()).isEqualTo(ErrorCode.CLOSED);
    }

    private static CloudException interrupted(Runnable blocking) throws Exception {
        CompletableFuture<CloudException> ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            CloudException e = failure(blocking::run);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            ended.complete(e);
        });
        thread.start();
        await().until(() -> inRead(thread));
        thread.interrupt();
        return ended.get(10, TimeUnit.SECONDS);
    }

    private static boolean inRead(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals(ReadAhead.class.getName())) {
                return true;
            }
        }
        return false;
    }

    /** Ten GiB of zeros in ten MB: the same gzip member, a thousand times and more. */
    private static FaultReply bomb() {
        byte[] member = member(10 << 20);
        int members = 1024;
        return FaultReply.of(200)
                .body((long) member.length * members, () -> repeated(member, members))
                .header("Content-Encoding", "gzip");
    }

    private static InputStream repeated(byte[] member, int times) {
        List<InputStream> parts = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            parts.add(new ByteArrayInputStream(member));
        }
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private static byte[] member(int zeros) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[zeros]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** Reads an answer into memory, with a limit far below its heap. */
    static final class BombReader {
        private BombReader() {}

        public static void main(String[] args) {
            try (OkHttpClients pool = new OkHttpClients(1);
                    HttpResponse response = pool.client(HttpOptions.defaults())
                            .send(get(URI.create(args[0])).inflating(), ATTEMPT)) {
                response.bytes(4 << 20);
            } catch (CloudException e) {
                System.out.println("refused " + e.reason());
            }
        }
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int offset, int length) {
            bytes += length;
        }
    }

    private static final class Unknown implements HttpBody {
        @Override
        public String contentType() {
            return "application/octet-stream";
        }

        @Override
        public long lengthBytes() {
            return -1;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(new byte[100_000]);
        }
    }
}
