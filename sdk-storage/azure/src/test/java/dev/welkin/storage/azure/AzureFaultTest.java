package dev.welkin.storage.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Destination;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StoredObject;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.FaultServer;
import dev.welkin.testkit.SeenRequest;
import dev.welkin.time.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong between a program and Azure, on a server that does wrong as told. */
class AzureFaultTest {
    private static final String CANARY = "canary5f2a";
    private static final PutOptions CREATE = PutOptions.mode(PutMode.create());

    private final FaultServer server = FaultServer.start();
    private final ManualClock clock = new ManualClock();
    private final Map<String, Object> target = new HashMap<>(
            Map.of("url", "azure://acc/photos", "endpoint", server.uri("/acc").toString(), "accountKey", "a2V5"));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aCreateWhoseReplyWasLostIsKnownByItsMarker() {
        server.always(request -> switch (request.method() + server.requests().size()) {
            case "PUT1" -> FaultReply.lost();
            case "PUT2" -> refused(409, "BlobAlreadyExists");
            default ->
                blob(200)
                        .header(
                                "x-ms-meta-welkin_write",
                                marker(server.requests().get(0)));
        });
        try (Cloud cloud = cloud()) {
            ObjectInfo written = Bucket.open(cloud).put("key", "mine".getBytes(UTF_8), CREATE);

            assertThat(written.token().value()).isEqualTo("0x1");
            assertThat(written.metadata()).isEmpty();
        }
        assertThat(marker(server.requests().get(1)))
                .isEqualTo(marker(server.requests().get(0)));
    }

    @Test
    void aCreateWhoseReplyWasLostAndThatAnotherMadeIsAmbiguous() {
        server.always(request -> switch (request.method() + server.requests().size()) {
            case "PUT1" -> FaultReply.lost();
            case "PUT2" -> refused(409, "BlobAlreadyExists");
            default -> blob(200).header("x-ms-meta-welkin_write", "another");
        });
        try (Cloud cloud = cloud()) {
            assertFails(ErrorCode.AMBIGUOUS, () -> Bucket.open(cloud).put("key", "mine".getBytes(UTF_8), CREATE));
        }
    }

    @Test
    void onlyTheBlockWhoseConnectionBrokeIsSentAgain() {
        AtomicInteger broken = new AtomicInteger();
        server.always(request -> {
            boolean second = request.target().contains("comp=block&") && request.body().length == 3;
            return second && broken.getAndIncrement() == 0 ? FaultReply.lost() : blob(201);
        });
        try (Cloud cloud = cloud()) {
            Bucket.open(cloud).put("key", new byte[(8 << 20) + 3]);
        }
        List<String> blocks = server.requests().stream()
                .map(SeenRequest::target)
                .filter(target -> target.contains("comp=block&"))
                .toList();
        SeenRequest commit = server.requests().get(server.requests().size() - 1);
        assertThat(blocks).hasSize(3);
        assertThat(blocks.stream().distinct()).hasSize(2);
        assertThat(commit.target()).endsWith("comp=blocklist");
        assertThat(commit.text().split("<Latest>", -1)).hasSize(3);
        assertThat(commit.header("x-ms-meta-welkin_write")).isPresent();
    }

    @Test
    void aCommitWhoseReplyWasLostIsRepeated() {
        AtomicInteger commits = new AtomicInteger();
        server.always(request -> request.target().contains("comp=blocklist") && commits.getAndIncrement() == 0
                ? FaultReply.lost()
                : blob(201));
        try (Cloud cloud = cloud()) {
            assertThat(Bucket.open(cloud).put("key", new byte[(8 << 20) + 3]).sizeBytes())
                    .isEqualTo((8 << 20) + 3);
        }
        assertThat(commits).hasValue(2);
    }

    @Test
    void blocksThatAnotherWriterThrewAwayAreTold() {
        server.always(
                request -> request.target().contains("comp=blocklist") ? refused(400, "InvalidBlockList") : blob(201));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).put("key", new byte[9 << 20]))
                    .returns("upload_missing", CloudException::reason)
                    .withMessageContaining("another writer");
        }
    }

    @Test
    void aDownloadThatBreaksOffGoesOnWhereItWas() {
        String text = "0123456789".repeat(10);
        server.enqueue(
                blob(200).body(text).cutAfter(40),
                blob(206).header("Content-Range", "bytes 40-99/100").body(text.substring(40)));
        try (Cloud cloud = cloud();
                StoredObject object = Bucket.open(cloud).get("key")) {
            assertThat(new String(object.bytes(), UTF_8)).isEqualTo(text);
        }
        SeenRequest second = server.requests().get(1);
        assertThat(second.header("x-ms-range")).contains("bytes=40-99");
        assertThat(second.header("If-Match")).contains("\"0x1\"");
    }

    @Test
    void throttlingIsWaitedOutAndThenTold() {
        server.always(refused(503, "ServerBusy").header("Retry-After", "7"));
        Instant before = clock.now();
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).head("key"))
                    .returns(ErrorCode.RATE_LIMITED, CloudException::code)
                    .returns(5, CloudException::attempts);
        }
        assertThat(server.requests()).hasSize(5);
        assertThat(Duration.between(before, clock.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(28));
    }

    @Test
    void aSignatureThatHasEndedIsNotSent() {
        target.remove("accountKey");
        target.put("sasToken", "sv=2022-11-02&se=2020-01-01T00:00:00Z&sp=r&sig=" + CANARY);
        try (Cloud cloud = cloud()) {
            assertFails(ErrorCode.UNAUTHENTICATED, () -> Bucket.open(cloud).head("key"));
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aSignatureThatTheServiceFindsEndedIsTold() {
        target.remove("accountKey");
        target.put("sasToken", "sv=2022-11-02&sp=r&sig=" + CANARY);
        server.always(FaultReply.of(403)
                .header("Date", date(clock.now()))
                .body(
                        "<?xml version=\"1.0\"?><Error><Code>AuthenticationFailed</Code><Message>Server failed.\nX</Message>"
                                + "<AuthenticationErrorDetail>Signature not valid in the specified time frame: Start [..] - Expiry"
                                + " [..]</AuthenticationErrorDetail></Error>"));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).getBytes("key"))
                    .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                    .returns("expired", CloudException::reason)
                    .satisfies(e -> assertThat(e.toString()).doesNotContain(CANARY));
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aClockThatIsAnHourOffIsSetRightOnce() {
        Instant theirs = clock.now().plus(Duration.ofHours(1));
        server.enqueue(refused(403, "AuthenticationFailed").header("Date", date(theirs)), blob(200));
        try (Cloud cloud = cloud()) {
            Bucket.open(cloud).head("key");
        }
        assertThat(server.requests().get(0).header("x-ms-date")).contains("Thu, 01 Jan 2026 00:00:00 GMT");
        assertThat(server.requests().get(1).header("x-ms-date").orElse("")).startsWith("Thu, 01 Jan 2026 01:00:0");
    }

    @Test
    void aKeyThatIsRefusedForAnotherReasonIsNotTriedAgain() {
        server.always(refused(403, "AuthenticationFailed").header("Date", date(clock.now())));
        try (Cloud cloud = cloud()) {
            assertFails(ErrorCode.UNAUTHENTICATED, () -> Bucket.open(cloud).head("key"));
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aListingThatIsNoXmlIsCorrupted() {
        for (String body :
                List.of("", "{}", "<EnumerationResults><Blobs>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>")) {
            server.enqueue(FaultReply.ok(body));
            try (Cloud cloud = cloud()) {
                assertFails(
                        ErrorCode.CORRUPTED, () -> Bucket.open(cloud).list("").forEach(object -> {}));
            }
        }
    }

    @Test
    void entitiesOpenNothing(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "the-secret");
        server.always(FaultReply.ok("<!DOCTYPE r [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>"
                + "<EnumerationResults><Blobs><Blob><Name>&x;</Name></Blob></Blobs></EnumerationResults>"));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).list("").forEach(object -> {}))
                    .returns(ErrorCode.CORRUPTED, CloudException::code)
                    .withMessageNotContaining("the-secret");
        }
    }

    @Test
    void aKeyOfAMebibyteIsNoKey() {
        String key = "k".repeat(1 << 20);
        server.always(FaultReply.ok(
                "<EnumerationResults><Blobs><Blob><Name>" + key + "</Name></Blob></Blobs></EnumerationResults>"));
        try (Cloud cloud = cloud()) {
            assertFails(ErrorCode.CORRUPTED, () -> Bucket.open(cloud).list("").forEach(object -> {}));
            assertFails(ErrorCode.INVALID_ARGUMENT, () -> Bucket.open(cloud).put(key, new byte[1]));
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void headersOfMetadataWithoutEndAreAnError() {
        FaultReply bomb = blob(200);
        for (int i = 0; i < 40; i++) {
            bomb = bomb.header("x-ms-meta-a" + i, "m".repeat(10_000));
        }
        server.always(bomb);
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).head("key"));
        }
    }

    @Test
    void throttlingIsNotAnsweredWithAFloodOfRetries() {
        server.always(refused(503, "ServerBusy"));
        int calls = 300;
        try (Cloud cloud = cloud()) {
            Bucket bucket = Bucket.open(cloud);
            for (int i = 0; i < calls; i++) {
                assertThatExceptionOfType(CloudException.class)
                        .isThrownBy(() -> bucket.put("key", new byte[1]))
                        .matches(e -> e.code() == ErrorCode.RATE_LIMITED || e.code() == ErrorCode.OVERLOADED);
            }
        }
        assertThat(server.requests()).hasSizeLessThanOrEqualTo(calls * 12 / 10);
    }

    @Test
    void aListingThatGoesInACircleIsStopped() {
        server.always(FaultReply.ok("<EnumerationResults><Blobs/><NextMarker>same</NextMarker></EnumerationResults>"));
        try (Cloud cloud = cloud()) {
            assertFails(ErrorCode.CORRUPTED, () -> Bucket.open(cloud).list("").forEach(object -> {}));
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void anErrorThatIsNoXmlIsReadByItsStatus() {
        server.always(FaultReply.of(404).body("<html>gone\u001b[31m"));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).getBytes("key"))
                    .returns(ErrorCode.NOT_FOUND, CloudException::code)
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b"));
        }
    }

    @Test
    void anAnswerThatIsNotAzuresIsCorrupted() {
        server.always(FaultReply.ok("hello"));
        try (Cloud cloud = cloud()) {
            assertFails(ErrorCode.CORRUPTED, () -> Bucket.open(cloud).getBytes("key"));
            assertFails(ErrorCode.CORRUPTED, () -> Bucket.open(cloud).put("key", new byte[1]));
        }
    }

    @Test
    void aCopyIsWaitedFor() {
        server.enqueue(
                FaultReply.ok("<Tags><TagSet/></Tags>"),
                blob(202).header("x-ms-copy-status", "pending"),
                blob(200).header("x-ms-copy-status", "pending"),
                blob(200).header("x-ms-copy-status", "success"),
                blob(200));
        try (Cloud cloud = cloud()) {
            assertThat(Bucket.open(cloud).copy("a", Destination.key("b")).key()).isEqualTo("b");
        }
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void whoeverMaySeeNoTagsCopiesWithoutThem() {
        server.enqueue(
                refused(403, "AuthorizationPermissionMismatch").header("Date", date(clock.now())),
                blob(202),
                blob(200));
        try (Cloud cloud = cloud()) {
            Bucket.open(cloud).copy("a", Destination.key("b"));
        }
        assertThat(server.requests().get(1).header("x-ms-tags")).isEmpty();
    }

    @Test
    void aCopyThatFailsIsTold() {
        server.enqueue(
                FaultReply.ok("<Tags><TagSet/></Tags>"),
                blob(202)
                        .header("x-ms-copy-status", "failed")
                        .header("x-ms-copy-status-description", "500 InternalError"));
        server.always(refused(404, "BlobNotFound"));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).copy("a", Destination.key("b")));
        }
    }

    @Test
    void aBlobWithSnapshotsIsNotDeleted() {
        server.always(refused(409, "SnapshotsPresent"));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).delete("key"))
                    .returns(ErrorCode.CONFLICT, CloudException::code)
                    .returns("snapshots", CloudException::reason);
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void keysThatAzureWouldChangeAreRefusedBeforeAnythingIsSent() {
        try (Cloud cloud = cloud()) {
            Bucket bucket = Bucket.open(cloud);
            for (String key : List.of("a\\b", "a.", "a./b", "..", "x/../y", "a/".repeat(300))) {
                assertFails(ErrorCode.INVALID_ARGUMENT, () -> bucket.put(key, new byte[1]));
                assertFails(ErrorCode.INVALID_ARGUMENT, () -> bucket.put(key, new byte[9 << 20]));
                assertFails(ErrorCode.INVALID_ARGUMENT, () -> bucket.getBytes(key));
            }
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aKeyIsNotSentReadableOverTheNet() {
        target.put("endpoint", "http://storage.example/acc");
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).head("key"))
                    .returns("plain_http", CloudException::reason);
        }
    }

    @Test
    void optionsThatAreWrongAreToldWhenTheBucketIsOpened() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("url", "azure://acc"),
                Map.of("url", "azure://acc/Not-A-Container"),
                Map.of("url", "azure://a b/photos"),
                Map.of("endpoint", "ftp://h/acc"),
                Map.of("endpoint", "https://h/acc?x=1"),
                Map.of("cloud", "mars"),
                Map.of("acountKey", "x"))) {
            Map<String, Object> all = new HashMap<>(target);
            all.putAll(wrong);
            try (Cloud cloud = cloud(all)) {
                assertFails(ErrorCode.INVALID_ARGUMENT, () -> Bucket.open(cloud));
            }
        }
    }

    private Cloud cloud() {
        return cloud(target);
    }

    private Cloud cloud(Map<String, Object> options) {
        return Cloud.builder()
                .config(Map.of("storage", Map.of("default", options)))
                .environment(Map.of())
                .clock(clock)
                .open();
    }

    private static FaultReply blob(int status) {
        return FaultReply.of(status).header("ETag", "\"0x1\"").header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
    }

    private static FaultReply refused(int status, String code) {
        return FaultReply.of(status).header("x-ms-error-code", code);
    }

    private static String marker(SeenRequest request) {
        return request.header("x-ms-meta-welkin_write").orElse("none");
    }

    private static String date(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(CloudException.class).isThrownBy(call).returns(code, CloudException::code);
    }
}
