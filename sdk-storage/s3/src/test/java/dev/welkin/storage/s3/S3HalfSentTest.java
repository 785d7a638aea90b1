package dev.welkin.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Destination;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.SeenRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that break in the middle: of a body on its way there, of an answer on its way back. */
class S3HalfSentTest {
    private static final String MARKER = "x-amz-meta-welkin-write";
    private static final int HALF = 1 << 20;

    private final FakeS3 s3 = FakeS3.start();

    @AfterEach
    void close() {
        s3.close();
    }

    @Test
    void aPartThatIsResetInItsMiddleIsTheOnlyOneSentAgain() {
        byte[] content = content(20 << 20);
        s3.server.always(FakeS3.uploads(part -> FakeS3.written(), complete -> FakeS3.completed()));
        s3.server.breaking(once(head -> head.target().contains("partNumber=2")), HALF);

        s3.bucket.put("big", content);

        assertThat(sent(1)).isEqualTo(1);
        assertThat(sent(2)).isEqualTo(2);
        assertThat(sent(3)).isEqualTo(1);
        assertThat(joined()).isEqualTo(content);
    }

    @Test
    void aPartOfAStreamThatIsResetInItsMiddleIsSentAgainFromItsBuffer() {
        byte[] content = content(20 << 20);
        s3.server.always(FakeS3.uploads(part -> FakeS3.written(), complete -> FakeS3.completed()));
        s3.server.breaking(once(head -> head.target().contains("partNumber=1")), HALF);

        s3.bucket.put("big", new ByteArrayInputStream(content));

        assertThat(sent(1)).isEqualTo(2);
        assertThat(sent(2)).isEqualTo(1);
        assertThat(joined()).isEqualTo(content);
    }

    @Test
    void anObjectThatIsResetInItsMiddleIsSentAgainWhole() {
        byte[] content = content(6 << 20);
        s3.server.always(FakeS3.written());
        s3.server.breaking(once(head -> head.method().equals("PUT")), HALF);

        s3.bucket.put("small", content);

        assertThat(s3.server.requests()).hasSize(2);
        assertThat(s3.server.requests().get(1).body()).isEqualTo(content);
    }

    @Test
    void aBodyThatS3SawEndTooEarlyIsSentAgain() {
        s3.server.enqueue(FakeS3.error(400, "IncompleteBody"), FakeS3.error(400, "RequestTimeout"));
        s3.server.always(FakeS3.written());

        s3.bucket.put("small", new byte[10]);

        assertThat(s3.server.requests()).hasSize(3);
    }

    @Test
    void aCompletionWhoseAnswerBreaksOffIsResolvedByTheMarker() {
        Map<String, String> markers = new ConcurrentHashMap<>();
        AtomicInteger completions = new AtomicInteger();
        var uploads = FakeS3.uploads(
                part -> FakeS3.written(),
                complete -> completions.incrementAndGet() == 1
                        ? FakeS3.completed().cutAfter(40)
                        : FakeS3.error(404, "NoSuchUpload"));
        s3.server.always(request -> {
            request.header(MARKER).ifPresent(marker -> markers.put(MARKER, marker));
            return request.method().equals("HEAD")
                    ? FakeS3.object("x").header(MARKER, markers.getOrDefault(MARKER, ""))
                    : uploads.apply(request);
        });

        assertThat(s3.bucket.put("big", content(20 << 20)).token().value()).isEqualTo("0123456789abcdef");
        assertThat(completions).hasValue(2);
    }

    @Test
    void blanksBeforeALateResultAreNoResult() {
        String blanks = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + " \n".repeat(2000);
        s3.server.always(FakeS3.uploads(
                part -> FakeS3.written(),
                complete -> FakeS3.dated(FaultReply.ok(blanks + "<CompleteMultipartUploadResult><ETag>e-3</ETag>"
                        + "</CompleteMultipartUploadResult>"))));

        assertThat(s3.bucket.put("big", content(20 << 20)).token().value()).isEqualTo("e-3");
    }

    @Test
    void aCopyThatAnswers200WithAnErrorIsTriedAgain() {
        AtomicInteger copies = new AtomicInteger();
        s3.server.always(request -> {
            if (request.method().equals("HEAD")) {
                return FakeS3.object("x");
            }
            return copies.incrementAndGet() == 1
                    ? FakeS3.error(200, "InternalError")
                    : FaultReply.ok("<CopyObjectResult><ETag>\"copied\"</ETag></CopyObjectResult>");
        });

        assertThat(s3.bucket.copy("a", Destination.key("b")).token().value()).isEqualTo("copied");
        assertThat(copies).hasValue(2);
    }

    @Test
    void aCopyThatIsRefusedIn200IsNoCopy() {
        s3.server.always(FakeS3.error(200, "AccessDenied"));

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> s3.bucket.copy("a", Destination.key("b")))
                .returns(ErrorCode.PERMISSION_DENIED, CloudException::code);
    }

    @Test
    void aConditionalPutWhoseRepliesAreAllLostSaysThatItsOutcomeIsUnknown() {
        s3.server.always(FaultReply.lost());

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> s3.bucket.put("key", new byte[1], PutOptions.mode(PutMode.create())))
                .returns(true, CloudException::outcomeUnknown);
    }

    private long sent(int number) {
        return s3.count(request -> request.target().contains("partNumber=" + number));
    }

    /** What the last attempts at the parts sent, one behind the other. */
    private byte[] joined() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int number = 1; sent(number) > 0; number++) {
            String name = "partNumber=" + number;
            all.writeBytes(s3.server.requests().stream()
                    .filter(request -> request.target().contains(name))
                    .reduce((first, last) -> last)
                    .orElseThrow()
                    .body());
        }
        return all.toByteArray();
    }

    private static Predicate<SeenRequest> once(Predicate<SeenRequest> which) {
        AtomicBoolean done = new AtomicBoolean();
        return head -> which.test(head) && done.compareAndSet(false, true);
    }

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
