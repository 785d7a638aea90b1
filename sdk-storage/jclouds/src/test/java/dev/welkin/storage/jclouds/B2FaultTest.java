package dev.welkin.storage.jclouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Buckets;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.PutOptions;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.SeenRequest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What B2 says when it does not do what it was asked, and how it is asked. */
class B2FaultTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    private final FakeB2 fake = new FakeB2();
    private final Cloud cloud = B2Fixture.cloud(fake);
    private final Bucket bucket = Bucket.open(cloud);

    @BeforeEach
    void makeBucket() {
        fake.add("kit-bucket");
    }

    @AfterEach
    void close() {
        cloud.close();
        fake.close();
    }

    @Test
    void manyUploadsSignInOnceAndShareOnePlace() {
        for (int i = 0; i < 5; i++) {
            bucket.put("a" + i, HELLO);
        }
        assertThat(asked("b2_authorize_account")).isEqualTo(1);
        assertThat(asked("b2_list_buckets")).isEqualTo(1);
        assertThat(asked("b2_get_upload_url")).isEqualTo(1);
    }

    @Test
    void anExpiredTokenIsRenewedUnseen() {
        bucket.put("a", HELLO);
        fake.expire();
        assertThat(bucket.getBytes("a")).isEqualTo(HELLO);
        assertThat(asked("b2_authorize_account")).isEqualTo(2);
    }

    @Test
    void aPlaceThatRefusesAnUploadIsLeftForAnotherOne() {
        bucket.put("a", HELLO);
        AtomicInteger uploads = new AtomicInteger();
        fake.faults(seen -> isUpload(seen) && uploads.incrementAndGet() == 1
                ? new FakeB2Failure(503, "service_unavailable", "no tomes available").reply()
                : null);
        bucket.put("b", HELLO);
        assertThat(bucket.getBytes("b")).isEqualTo(HELLO);
        assertThat(asked("b2_get_upload_url")).isEqualTo(2);
    }

    @Test
    void aWrongKeyIsUnauthenticated() {
        Map<String, Object> target = new HashMap<>();
        target.put("url", "b2://kit-bucket");
        target.put("endpoint", fake.uri().toString());
        target.put("keyId", FakeB2.KEY_ID);
        target.put("applicationKey", "wrong");
        try (Cloud other = Cloud.builder()
                .environment(Map.of())
                .config(Map.of("storage", Map.of("default", target)))
                .open()) {
            CloudException e = failure(() -> Bucket.open(other).head("a"));
            assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
            assertThat(e).hasMessageNotContaining("wrong\"");
        }
    }

    @Test
    void aMissingBucketIsToldFromAMissingObject() {
        CloudException bucketMissing =
                failure(() -> Bucket.open(cloud, "missing").head("a"));
        assertThat(bucketMissing.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(bucketMissing.reason()).isEqualTo("bucket_missing");

        CloudException objectMissing = failure(() -> bucket.head("a"));
        assertThat(objectMissing.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(objectMissing.reason()).isEmpty();
    }

    @Test
    void bytesThatChangeOnTheWayAreRefusedByTheirHash() {
        bucket.put("a", HELLO);
        SeenRequest upload = fake.requests().stream()
                .filter(B2FaultTest::isUpload)
                .findFirst()
                .orElseThrow();
        assertThat(upload.text()).isEqualTo("helloaaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d");
        assertThat(upload.header("X-Bz-Content-Sha1")).contains("hex_digits_at_end");
    }

    @Test
    void aStreamOfUnknownLengthIsSentWithItsLength() {
        bucket.put("a", new ByteArrayInputStream(HELLO));
        assertThat(bucket.getBytes("a")).isEqualTo(HELLO);
        SeenRequest upload = fake.requests().stream()
                .filter(B2FaultTest::isUpload)
                .findFirst()
                .orElseThrow();
        assertThat(upload.header("Content-Length")).contains("45");
    }

    @Test
    void moreMetadataThanB2KeepsIsRefusedUnsent() {
        Map<String, String> metadata = new HashMap<>();
        for (int i = 0; i < 11; i++) {
            metadata.put("name_" + i, "v");
        }
        CloudException e = failure(() -> bucket.put(
                "a", HELLO, PutOptions.defaults().withAttributes(ObjectAttributes.NONE.withMetadata(metadata))));
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(e.reason()).isEqualTo("too_large");
        assertThat(fake.requests()).noneMatch(B2FaultTest::isUpload);
    }

    @Test
    void capsAreQuotasAndBadAnswersAreCorrupted() {
        fake.faults(seen -> seen.target().endsWith("b2_hide_file")
                ? new FakeB2Failure(403, "cap_exceeded", "Cap exceeded").reply()
                : null);
        assertThat(failure(() -> bucket.delete("a")).code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);

        fake.faults(seen -> seen.target().endsWith("b2_hide_file") ? FaultReply.ok("no json") : null);
        assertThat(failure(() -> bucket.delete("a")).code()).isEqualTo(ErrorCode.CORRUPTED);
    }

    @Test
    void bucketsAreMadeListedAndDeletedUnlessTheyHoldFiles() {
        Buckets all = Buckets.open(cloud, "all");
        all.create("another-one");
        assertThat(all.list()).containsExactly("another-one", "kit-bucket");
        assertThat(failure(() -> all.create("another-one")).code()).isEqualTo(ErrorCode.ALREADY_EXISTS);

        bucket.put("a", HELLO);
        CloudException e = failure(() -> all.delete("kit-bucket"));
        assertThat(e.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED);
        assertThat(e.reason()).isEqualTo("bucket_not_empty");
        all.delete("another-one");
        assertThat(all.list()).containsExactly("kit-bucket");
    }

    private static boolean isUpload(SeenRequest seen) {
        return seen.target().startsWith("/upload/");
    }

    private long asked(String operation) {
        Predicate<SeenRequest> that = seen -> seen.target().endsWith(operation);
        return fake.requests().stream().filter(that).count();
    }

    private static CloudException failure(ThrowingCallable call) {
        CloudException thrown = catchThrowableOfType(CloudException.class, call);
        assertThat(thrown).isNotNull();
        return thrown;
    }
}
