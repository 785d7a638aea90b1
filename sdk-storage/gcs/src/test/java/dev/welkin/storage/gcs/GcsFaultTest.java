package dev.welkin.storage.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Buckets;
import dev.welkin.storage.Destination;
import dev.welkin.storage.MultipartUpload;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StoredObject;
import dev.welkin.storage.VersionToken;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.SeenRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong on the way, and what Google does otherwise than others. */
class GcsFaultTest {
    private static final PutOptions CREATE = PutOptions.mode(PutMode.create());
    private static final byte[] LARGE = random((8 << 20) + 300_000);

    private final GcsFixture fixture = GcsFixture.plain();
    private final FakeGcs fake = fixture.fake();
    private final Bucket bucket = fixture.open();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aCreateWhoseReplyWasLostIsKnownByItsMarker() {
        once(request -> request.target().contains("uploadType=multipart"), this::lost);

        ObjectInfo written = bucket.put("key", "mine".getBytes(UTF_8), CREATE);

        assertThat(written.token()).isEqualTo(bucket.head("key").token());
        assertThat(written.metadata()).isEmpty();
        assertThat(targets("uploadType=multipart")).hasSize(2);
    }

    @Test
    void aCreateWhoseReplyWasLostAndThatAnotherMadeIsAmbiguous() {
        bucket.put("key", "theirs".getBytes(UTF_8));
        once(request -> request.target().contains("uploadType=multipart"), request -> FaultReply.lost());

        assertFails(ErrorCode.AMBIGUOUS, () -> bucket.put("key", "mine".getBytes(UTF_8), CREATE));
        assertThat(bucket.getBytes("key")).isEqualTo("theirs".getBytes(UTF_8));
    }

    @Test
    void anUploadGoesOnWhereItBroke() {
        once(request -> isChunk(request, "bytes 0-"), request -> FaultReply.lost());

        bucket.put("key", LARGE);

        assertThat(bucket.getBytes("key")).isEqualTo(LARGE);
        assertThat(ranges())
                .containsExactly(
                        "bytes 0-8388607/*",
                        "bytes */*",
                        "bytes 0-8388607/*",
                        "bytes 8388608-8650751/*",
                        "bytes 8650752-8688607/8688608");
    }

    @Test
    void bytesThatArrivedAreNotSentAgain() {
        once(request -> isChunk(request, "bytes 0-"), this::lost);

        bucket.put("key", LARGE);

        assertThat(bucket.getBytes("key")).isEqualTo(LARGE);
        assertThat(ranges())
                .containsExactly(
                        "bytes 0-8388607/*", "bytes */*", "bytes 8388608-8650751/*", "bytes 8650752-8688607/8688608");
    }

    @Test
    void anUploadWhoseLastReplyWasLostIsFoundComplete() {
        once(request -> isChunk(request, "bytes 8650752-"), this::lost);

        ObjectInfo written = bucket.put("key", LARGE, CREATE);

        assertThat(written.token()).isEqualTo(bucket.head("key").token());
        assertThat(ranges()).endsWith("bytes 8650752-8688607/8688608", "bytes */8688608");
    }

    @Test
    void anUploadThatGoogleForgotIsTold() {
        fake.faults(request -> isChunk(request, "bytes 0-") ? FaultReply.of(410) : null);

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.put("key", LARGE))
                .returns(ErrorCode.NOT_FOUND, CloudException::code);
        assertThat(bucket.exists("key")).isFalse();
    }

    @Test
    void anUploadIsSentToTheServiceOnly() {
        once(
                request -> request.target().contains("uploadType=resumable"),
                request -> FaultReply.of(200).header("Location", "https://evil.example/upload?upload_id=1"));

        assertFails(ErrorCode.CORRUPTED, () -> bucket.put("key", LARGE));
    }

    @Test
    void partsGoInOrder() {
        try (MultipartUpload upload = bucket.startUpload("key", PutOptions.defaults())) {
            assertFails(ErrorCode.INVALID_ARGUMENT, () -> upload.send(2, new byte[1]));
            upload.send(1, new byte[1]);
            assertFails(ErrorCode.INVALID_ARGUMENT, () -> upload.send(2, new byte[1]));
        }
        assertThat(bucket.exists("key")).isFalse();
    }

    @Test
    void aStreamOfUnknownLengthIsUploadedInOrder() {
        bucket.put("key", new ByteArrayInputStream(LARGE));

        assertThat(bucket.getBytes("key")).isEqualTo(LARGE);
    }

    @Test
    void whatChangedOnTheWayIsRefused() {
        fake.faults(request -> request.target().contains("uploadType=multipart")
                ? FakeGcs.json(FakeJson.read(
                        ("{\"name\":\"key\",\"generation\":\"1\",\"size\":\"1\",\"crc32c\":\"AAAAAQ==\",\"timeCreated\":"
                                        + "\"2026-01-01T00:00:00Z\"}")
                                .getBytes(UTF_8)))
                : null);

        assertFails(ErrorCode.CORRUPTED, () -> bucket.put("key", new byte[1]));
    }

    @Test
    void aDownloadThatChangedOnTheWayIsRefused() {
        bucket.put("key", "1234".getBytes(UTF_8));
        fake.faults(request ->
                request.target().equals("/kit/key") ? fake.done(request).body("1235") : null);

        assertFails(ErrorCode.CORRUPTED, () -> bucket.getBytes("key"));
    }

    @Test
    void aDownloadThatBreaksOffGoesOnWithTheSameGeneration() throws IOException {
        bucket.put("key", LARGE);
        once(
                request -> request.target().equals("/kit/key"),
                request -> fake.done(request).cutAfter(4_000_000));

        try (StoredObject object = bucket.get("key")) {
            assertThat(object.bytes()).isEqualTo(LARGE);
        }
        SeenRequest second = fake.requests().get(fake.requests().size() - 1);
        assertThat(second.header("Range")).contains("bytes=4000000-8688607");
        assertThat(second.header("x-goog-if-generation-match"))
                .contains(bucket.head("key").token().value());
    }

    @Test
    void compressedBytesComeAsTheyAreStored() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write("hello".repeat(100).getBytes(UTF_8));
        }
        bucket.put("key", zipped.toByteArray(), PutOptions.defaults().withContentEncoding("gzip"));

        assertThat(bucket.getBytes("key")).isEqualTo(zipped.toByteArray());
        assertThat(bucket.head("key").attributes().contentEncoding()).isEqualTo("gzip");
    }

    @Test
    void aLargeCopyTakesSeveralRewrites() {
        bucket.put("from", LARGE);

        ObjectInfo copy = bucket.copy("from", Destination.key("to"));

        assertThat(copy.sizeBytes()).isEqualTo(LARGE.length);
        assertThat(targets("/rewriteTo/")).hasSize(2);
        assertThat(targets("rewriteToken=")).hasSize(1);
    }

    @Test
    void throttlingIsWaitedOut() {
        AtomicInteger refused = new AtomicInteger();
        fake.faults(request -> request.method().equals("GET") && refused.getAndIncrement() < 2
                ? new FakeFailure(429, "rateLimitExceeded", "Slow down.").reply()
                : null);

        assertThat(bucket.exists("key")).isFalse();
        assertThat(refused).hasValue(3);
    }

    @Test
    void aTokenThatWasRefusedIsRenewedOnce() {
        bucket.put("key", new byte[1]);
        once(
                request -> request.method().equals("GET"),
                request -> new FakeFailure(401, "authError", "Invalid Credentials").reply());

        assertThat(bucket.head("key").sizeBytes()).isEqualTo(1);
        assertThat(targets("/token")).hasSize(2);
    }

    @Test
    void aMissingBucketIsToldFromAMissingObject() {
        Bucket missing = Bucket.open(fixture.cloud(), "missing");
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> missing.head("key"),
                () -> missing.getBytes("key"),
                () -> missing.put("key", new byte[1]),
                () -> missing.delete("key"),
                () -> missing.list("").forEach(object -> {}))) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(call)
                    .returns(ErrorCode.NOT_FOUND, CloudException::code)
                    .returns("bucket_missing", CloudException::reason);
        }
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.head("key"))
                .returns("", CloudException::reason);
    }

    @Test
    void aTokenOfAnotherBackendIsOfNoVersion() {
        bucket.put("key", new byte[1]);
        for (String token : List.of("0", "\"etag\"", "-1", "99999999999999999999")) {
            PutOptions update = PutOptions.mode(PutMode.update(new VersionToken(token)));
            assertFails(ErrorCode.PRECONDITION_FAILED, () -> bucket.put("key", new byte[2], update));
        }
        assertThat(bucket.head("key").sizeBytes()).isEqualTo(1);
    }

    @Test
    void namesThatGoogleReservesAreRefusedHere() {
        int before = fake.requests().size();
        for (String key : List.of(".", "..", ".well-known/acme-challenge/x")) {
            assertFails(ErrorCode.INVALID_ARGUMENT, () -> bucket.put(key, new byte[1]));
            assertFails(ErrorCode.INVALID_ARGUMENT, () -> bucket.getBytes(key));
        }
        assertThat(fake.requests().stream().skip(before).map(SeenRequest::target))
                .allMatch("/token"::equals);
    }

    @Test
    void bucketsOfAProjectAreMadeAndRemoved() {
        Buckets buckets = Buckets.open(fixture.cloud(), "all");
        buckets.create("photos");

        assertFails(ErrorCode.ALREADY_EXISTS, () -> buckets.create("photos"));
        assertThat(buckets.list()).containsExactly("kit", "photos");
        bucket.put("key", new byte[1]);
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> buckets.delete("kit"))
                .returns(ErrorCode.PRECONDITION_FAILED, CloudException::code)
                .returns("bucket_not_empty", CloudException::reason);
        buckets.delete("photos");
        buckets.delete("photos");
        assertThat(buckets.list()).containsExactly("kit");
    }

    @Test
    void anUnknownOptionIsTold() {
        try (Cloud cloud = Cloud.builder()
                .config(Map.of("storage", Map.of("default", "gs://kit?region=eu")))
                .open()) {
            assertFails(ErrorCode.INVALID_ARGUMENT, () -> Bucket.open(cloud));
        }
    }

    @Test
    void noErrorShowsTheUrlOfAnUpload() {
        fake.faults(request -> isChunk(request, "bytes") ? FaultReply.of(400) : null);

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.put("key", LARGE))
                .withMessageContaining("upload_id=***");
    }

    private FaultReply lost(SeenRequest request) {
        fake.done(request);
        return FaultReply.lost();
    }

    private void once(Predicate<SeenRequest> which, java.util.function.Function<SeenRequest, FaultReply> reply) {
        AtomicInteger left = new AtomicInteger(1);
        fake.faults(request -> which.test(request) && left.getAndDecrement() > 0 ? reply.apply(request) : null);
    }

    private static boolean isChunk(SeenRequest request, String range) {
        return request.method().equals("PUT")
                && request.header("Content-Range").orElse("").startsWith(range);
    }

    private List<String> ranges() {
        return fake.requests().stream()
                .flatMap(request -> request.header("Content-Range").stream())
                .toList();
    }

    private List<String> targets(String part) {
        return fake.requests().stream()
                .map(SeenRequest::target)
                .filter(target -> target.contains(part))
                .toList();
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(CloudException.class).isThrownBy(call).returns(code, CloudException::code);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
