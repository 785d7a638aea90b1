package dev.welkin.storage.jclouds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Buckets;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.Destination;
import dev.welkin.storage.GetOptions;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What the contracts do not ask, on a real Swift. */
@EnabledIfEnvironmentVariable(
        named = Swift.VARIABLE,
        matches = "http.*",
        disabledReason = "it runs on a Swift server: .ci/servers/swift.sh starts it")
class SwiftTest {
    private final Swift swift = Swift.plain();
    private final Bucket bucket = swift.open();

    @AfterEach
    void close() {
        swift.close();
    }

    @Test
    void aBucketIsOpenedByItsUrlAndAnAccount() {
        Map<String, Object> config = Map.of(
                "accounts",
                        Map.of("tester", Map.of("provider", "swift", "username", "test:tester", "password", "testing")),
                "storage",
                        Map.of(
                                "photos",
                                Map.of(
                                        "url",
                                        "swift://" + swift.container(),
                                        "account",
                                        "tester",
                                        "endpoint",
                                        Swift.endpoint())));
        try (Cloud cloud = Cloud.builder().config(config).open()) {
            // region open
            Bucket photos = Bucket.open(cloud, "photos");
            photos.put("2026/first.txt", "hello".getBytes(UTF_8));
            // endregion
            assertThat(photos.getBytes("2026/first.txt")).isEqualTo("hello".getBytes(UTF_8));
        }
    }

    @Test
    void longMetadataComesBackWhole() {
        Map<String, String> metadata = Map.of(
                "long_plain", "x y".repeat(200), "long_text", "blåu 中".repeat(60), "_a_b", " edge ", "empty", "");
        ObjectInfo written = bucket.put("key", new byte[1], PutOptions.metadata(metadata));
        bucket.copy("key", Destination.key("copy"));

        assertThat(written.metadata()).isEqualTo(metadata);
        assertThat(bucket.head("key").metadata()).isEqualTo(metadata);
        assertThat(bucket.head("copy").metadata()).isEqualTo(metadata);
    }

    @Test
    void aStreamOfUnknownLengthIsCounted() {
        byte[] content = new byte[9_000_001];
        ObjectInfo written = bucket.put("key", new ByteArrayInputStream(content));

        assertThat(written.sizeBytes()).isEqualTo(content.length);
        assertThat(bucket.head("key").sizeBytes()).isEqualTo(content.length);
    }

    @Test
    void theEndOfAnEmptyObjectIsEmpty() {
        bucket.put("key", new byte[0]);

        assertThat(bucket.getBytes("key", GetOptions.range(ByteRange.last(5)))).isEmpty();
    }

    @Test
    void bracesAndPercentsInKeysAreTakenAsTheyAre() {
        for (String key : List.of("{objectName}", "{containerName}/((x))", "a+b %2F%252F", "${user.home}")) {
            bucket.put(key, key.getBytes(UTF_8));
            assertThat(bucket.getBytes(key)).isEqualTo(key.getBytes(UTF_8));
            assertThat(bucket.list(key)).extracting(ObjectInfo::key).containsExactly(key);
        }
    }

    @Test
    void keysThatWouldBeResolvedOnTheWayAreRefused() {
        for (String key : List.of("..", "a/../b", "./a", "a/.")) {
            assertFails(ErrorCode.INVALID_ARGUMENT, () -> bucket.put(key, new byte[1]));
        }
    }

    @Test
    void aConditionalWriteIsRefusedBeforeAnythingIsSent() {
        assertFails(ErrorCode.UNSUPPORTED, () -> bucket.put("key", new byte[1], PutOptions.mode(PutMode.create())));
        assertThat(bucket.exists("key")).isFalse();
    }

    @Test
    void aWrongPasswordIsUnauthenticated() {
        try (Cloud cloud = cloud(Map.of("password", "canary81c"))) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).head("key"))
                    .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                    .returns(1, CloudException::attempts)
                    .satisfies(e -> assertThat(e.toString()).doesNotContain("canary81c"));
        }
    }

    @Test
    void whoMayNotIsToldSo() {
        try (Cloud cloud = cloud(Map.of("username", "test:guest", "password", "visiting"))) {
            assertFails(ErrorCode.PERMISSION_DENIED, () -> Bucket.open(cloud).put("key", new byte[1]));
        }
    }

    @Test
    void aMissingContainerIsToldApartFromAMissingObject() {
        try (Cloud cloud = Swift.cloud("never-made")) {
            Bucket missing = Bucket.open(cloud);
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> missing.put("key", new byte[1]),
                    () -> missing.head("key"),
                    () -> missing.getBytes("key"),
                    () -> missing.delete("key"),
                    () -> missing.copy("a", Destination.key("b")),
                    () -> missing.list("").iterator().next())) {
                assertThatExceptionOfType(CloudException.class)
                        .isThrownBy(call)
                        .returns(ErrorCode.NOT_FOUND, CloudException::code)
                        .returns("bucket_missing", CloudException::reason);
            }
        }
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.head("key"))
                .returns(ErrorCode.NOT_FOUND, CloudException::code)
                .returns("", CloudException::reason);
    }

    @Test
    void containersAreMadeListedAndDeletedWhenEmpty() {
        Buckets buckets = Buckets.open(swift.cloud(), "all");
        bucket.put("key", new byte[1]);

        assertThat(buckets.list()).contains(swift.container()).isSorted();
        assertFails(ErrorCode.ALREADY_EXISTS, () -> buckets.create(swift.container()));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> buckets.delete(swift.container()))
                .returns(ErrorCode.PRECONDITION_FAILED, CloudException::code)
                .returns("bucket_not_empty", CloudException::reason);
        assertThat(bucket.exists("key")).isTrue();
        buckets.delete("never-made");
    }

    private Cloud cloud(Map<String, Object> user) {
        Map<String, Object> target = new HashMap<>(Map.of("username", "test:tester", "password", "testing"));
        target.putAll(user);
        target.put("url", "swift://" + swift.container());
        target.put("endpoint", Swift.endpoint());
        return Cloud.builder()
                .config(Map.of("storage", Map.of("default", target)))
                .open();
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(CloudException.class).isThrownBy(call).returns(code, CloudException::code);
    }
}
