package dev.welkin.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.SeenRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes that go wrong on the way. */
class S3UploadFaultTest {
    private static final byte[] THREE_PARTS = new byte[20 << 20];
    private static final PutOptions CREATE = PutOptions.mode(PutMode.create());
    private static final String MARKER = "x-amz-meta-welkin-write";

    private FakeS3 s3 = FakeS3.start();

    @AfterEach
    void close() {
        s3.close();
    }

    @Test
    void aPartWhoseConnectionIsResetIsTheOnlyOneSentAgain() {
        AtomicBoolean reset = new AtomicBoolean();
        s3.server.always(FakeS3.uploads(
                request -> request.target().contains("partNumber=2") && reset.compareAndSet(false, true)
                        ? FaultReply.lost()
                        : FakeS3.written(),
                request -> FakeS3.completed()));

        ObjectInfo written = s3.bucket.put("big", THREE_PARTS);

        assertThat(written.sizeBytes()).isEqualTo(THREE_PARTS.length);
        assertThat(parts(1)).isEqualTo(1);
        assertThat(parts(2)).isEqualTo(2);
        assertThat(parts(3)).isEqualTo(1);
    }

    @Test
    void aCompletionThatAnswers200WithAnErrorIsTriedAgain() {
        AtomicInteger asked = new AtomicInteger();
        s3.server.always(FakeS3.uploads(
                request -> FakeS3.written(),
                request -> asked.incrementAndGet() == 1 ? FakeS3.error(200, "InternalError") : FakeS3.completed()));

        assertThat(s3.bucket.put("big", THREE_PARTS).token().value()).isEqualTo("0123456789abcdef-3");

        assertThat(asked).hasValue(2);
    }

    @Test
    void aCompletionThatIsRefusedIn200GivesTheUploadUp() {
        s3.server.always(FakeS3.uploads(request -> FakeS3.written(), request -> FakeS3.error(200, "AccessDenied")));

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> s3.bucket.put("big", THREE_PARTS))
                .returns(ErrorCode.PERMISSION_DENIED, CloudException::code);

        assertThat(s3.targets()).contains("DELETE /photos/big?uploadId=u-1");
    }

    @Test
    void aLostReplyToACompletionIsResolvedByTheMarker() {
        Map<String, String> seen = new ConcurrentHashMap<>();
        AtomicInteger asked = new AtomicInteger();
        Function<SeenRequest, FaultReply> uploads = FakeS3.uploads(
                request -> FakeS3.written(),
                request -> asked.incrementAndGet() == 1 ? FaultReply.lost() : FakeS3.error(404, "NoSuchUpload"));
        s3.server.always(request -> {
            request.header(MARKER).ifPresent(marker -> seen.put(MARKER, marker));
            return request.method().equals("HEAD")
                    ? FakeS3.object("x").header(MARKER, seen.getOrDefault(MARKER, ""))
                    : uploads.apply(request);
        });

        assertThat(s3.bucket.put("big", THREE_PARTS).token().value()).isEqualTo("0123456789abcdef");
    }

    @Test
    void aLostReplyToAConditionalPutIsResolvedByTheMarker() {
        Map<String, String> seen = new ConcurrentHashMap<>();
        s3.server.always(request -> {
            if (request.method().equals("HEAD")) {
                return FakeS3.object("x").header(MARKER, seen.getOrDefault(MARKER, ""));
            }
            boolean first = seen.put(MARKER, request.header(MARKER).orElseThrow()) == null;
            return first ? FaultReply.lost() : FakeS3.error(412, "PreconditionFailed");
        });

        assertThat(s3.bucket.put("key", new byte[1], CREATE).token().value()).isEqualTo("0123456789abcdef");
    }

    @Test
    void aLostReplyIsAmbiguousWhereAnotherWriteCameBehind() {
        AtomicInteger puts = new AtomicInteger();
        s3.server.always(request -> {
            if (request.method().equals("HEAD")) {
                return FakeS3.object("x").header(MARKER, "somebody else's");
            }
            return puts.incrementAndGet() == 1 ? FaultReply.lost() : FakeS3.error(412, "PreconditionFailed");
        });

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> s3.bucket.put("key", new byte[1], CREATE))
                .returns(ErrorCode.AMBIGUOUS, CloudException::code);
    }

    @Test
    void anExpiredSessionIsRenewedInTheMiddleOfAnUpload(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("credentials");
        Files.writeString(file, session("old"));
        s3.close();
        s3 = FakeS3.ambient(Map.of("AWS_SHARED_CREDENTIALS_FILE", file.toString()));
        Function<SeenRequest, FaultReply> uploads =
                FakeS3.uploads(request -> FakeS3.written(), request -> FakeS3.completed());
        AtomicBoolean expired = new AtomicBoolean();
        Map<String, Integer> refused = new ConcurrentHashMap<>();
        s3.server.always(request -> {
            boolean old = request.header("x-amz-security-token").orElse("").equals("old");
            if (request.target().contains("partNumber=2") && expired.compareAndSet(false, true)) {
                write(file, session("new"));
            }
            if (expired.get() && old) {
                refused.merge(request.target(), 1, Integer::sum);
                return FakeS3.error(400, "ExpiredToken");
            }
            return uploads.apply(request);
        });

        assertThat(s3.bucket.put("big", THREE_PARTS).sizeBytes()).isEqualTo(THREE_PARTS.length);

        assertThat(refused).isNotEmpty();
        assertThat(refused.values()).containsOnly(1);
    }

    @Test
    void throttlingIsNotAnsweredWithAFloodOfRetries() {
        s3.server.always(FakeS3.error(503, "SlowDown"));
        int calls = 300;

        for (int i = 0; i < calls; i++) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> s3.bucket.put("key", new byte[1]))
                    .matches(e -> e.code() == ErrorCode.RATE_LIMITED || e.code() == ErrorCode.OVERLOADED);
        }

        assertThat(s3.server.requests()).hasSizeLessThanOrEqualTo(calls * 12 / 10);
    }

    private long parts(int number) {
        return s3.count(request -> request.target().contains("partNumber=" + number));
    }

    private static String session(String token) {
        return "[default]\naws_access_key_id = id\naws_secret_access_key = key\naws_session_token = " + token + "\n";
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
