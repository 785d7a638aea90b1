package dev.welkin.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.time.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buckets seen through throttles, caches, chaos and failover. */
class ViewsTest {
    private final ManualClock clock = new ManualClock();
    private final Cloud cloud = Cloud.builder()
            .config(Map.of("storage", Map.of("default", "memory:", "other", "memory:")))
            .clock(clock)
            .open();
    private final Bucket bucket = Bucket.open(cloud);
    private final Bucket other = Bucket.open(cloud, "other");

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aThrottleLetsABurstThroughAndThenWaits() {
        Bucket slow = bucket.throttled(Throttle.calls(10));
        Instant start = clock.now();

        for (int i = 0; i < 30; i++) {
            slow.exists("key");
        }

        assertThat(Duration.between(start, clock.now())).isBetween(Duration.ofMillis(1900), Duration.ofMillis(2100));
    }

    @Test
    void aThrottleOnBytesCountsBothWays() {
        Bucket slow = bucket.throttled(Throttle.bytes(1000));
        Instant start = clock.now();

        slow.put("key", new byte[2000]);
        slow.getBytes("key");

        // 4,000 bytes: a burst of 1,000, a debt of 1,000 that the next caller pays, and two seconds' worth between
        assertThat(Duration.between(start, clock.now())).isBetween(Duration.ofMillis(1900), Duration.ofMillis(2100));
    }

    @Test
    void aCallThatWouldWaitTooLongIsRefused() {
        Bucket slow = bucket.throttled(Throttle.calls(0.001));
        slow.exists("key");

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> slow.exists("key"))
                .returns(ErrorCode.OVERLOADED, CloudException::code);
    }

    @Test
    void aReadGoesToTheNextBucketWhileTheFirstDoesNotAnswer() {
        other.put("key", "copy".getBytes(UTF_8));
        Bucket both = bucket.chaos(Chaos.seed(1).withUnavailable(1)).failover(other);

        assertThat(both.getBytes("key")).asString(UTF_8).isEqualTo("copy");
        assertThat(both.head("key").sizeBytes()).isEqualTo(4);
        assertThat(both.list("")).extracting(ObjectInfo::key).containsExactly("key");
    }

    @Test
    void aWriteNeverGoesElsewhere() {
        Bucket both = bucket.chaos(Chaos.seed(1).withUnavailable(1)).failover(other);

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> both.put("key", new byte[1]))
                .returns(ErrorCode.UNAVAILABLE, CloudException::code);
        assertThat(other.exists("key")).isFalse();
    }

    @Test
    void aMissingObjectIsAnAnswer() {
        other.put("key", new byte[1]);

        assertThat(bucket.failover(other).exists("key")).isFalse();
    }

    @Test
    void whereNoBucketAnswersEachReasonIsTold() {
        Chaos down = Chaos.seed(1).withUnavailable(1);
        Bucket both = bucket.chaos(down).failover(other.chaos(down));

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> both.getBytes("key"))
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    @Test
    void chaosOfOneSeedIsAlwaysTheSame() {
        Chaos chaos = Chaos.seed(42).withUnavailable(0.1);

        List<Integer> first = faults(chaos);

        assertThat(first).isNotEmpty().isEqualTo(faults(chaos));
        assertThat(first).isNotEqualTo(faults(Chaos.seed(43).withUnavailable(0.1)));
    }

    @Test
    void lostRepliesAreResolved() {
        Bucket lossy = bucket.chaos(Chaos.seed(3).withLostReply(0.3));

        for (int i = 0; i < 20; i++) {
            lossy.put("key" + i, new byte[i], PutOptions.mode(PutMode.create()));
        }

        assertThat(bucket.list("")).hasSize(20);
    }

    @Test
    void aCachedObjectIsReadFromDiskUntilItChanges() {
        Bucket cached = bucket.throttled(Throttle.bytes(100)).cached(folder, 10_000);
        bucket.put("key", new byte[1000], PutOptions.metadata(Map.of("colour", "blau")));
        assertThat(cached.getBytes("key")).hasSize(1000);
        Instant before = clock.now();

        try (StoredObject again = cached.get("key")) {
            assertThat(again.info()).isEqualTo(bucket.head("key"));
            assertThat(again.bytes()).hasSize(1000);
        }
        assertThat(clock.now()).as("no byte came through the throttle").isEqualTo(before);

        bucket.put("key", "two".getBytes(UTF_8));
        assertThat(cached.getBytes("key")).asString(UTF_8).isEqualTo("two");
        assertThat(cached.getBytes("key", GetOptions.range(ByteRange.last(2))))
                .asString(UTF_8)
                .isEqualTo("wo");
    }

    @Test
    void aDamagedCopyIsFetchedAnew() throws IOException {
        Bucket cached = bucket.cached(folder, 1000);
        bucket.put("key", "one".getBytes(UTF_8));
        cached.getBytes("key");
        Path copy = files().get(0);
        byte[] bytes = Files.readAllBytes(copy);
        bytes[0] ^= 1;
        Files.write(copy, bytes);

        assertThat(cached.getBytes("key")).asString(UTF_8).isEqualTo("one");
    }

    @Test
    void theCacheKeepsItsSizeAcrossPrograms() throws IOException {
        for (int i = 0; i < 10; i++) {
            bucket.put("key" + i, new byte[300]);
            bucket.cached(folder, 2000).getBytes("key" + i);
        }

        assertThat(files()).hasSizeBetween(3, 6);
        assertThat(files().stream().mapToLong(file -> file.toFile().length()).sum())
                .isLessThanOrEqualTo(2000);
    }

    @Test
    void halfReadObjectsAreNotKept() throws IOException {
        bucket.put("key", new byte[500]);
        try (StoredObject object = bucket.cached(folder, 2000).get("key")) {
            assertThat(object.stream().readNBytes(100)).hasSize(100);
        }

        assertThat(files()).isEmpty();
    }

    @Test
    void theCacheIsPrivate() throws IOException {
        Path inside = folder.resolve("cache");
        bucket.cached(inside, 1000);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inside)))
                .isEqualTo("rwx------");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private List<Integer> faults(Chaos chaos) {
        Bucket view = bucket.chaos(chaos);
        List<Integer> retried = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 40; i++) {
            Instant before = clock.now();
            view.exists("key");
            if (!clock.now().equals(before)) {
                retried.add(i);
            }
        }
        return retried;
    }
}
