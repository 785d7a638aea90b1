package dev.welkin.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.storage.internal.decorator.ForwardingDriver;
import dev.welkin.storage.internal.memory.MemoryBackend;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.time.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Buckets kept the same, one of which goes away, comes back, or is written meanwhile. */
class MirrorTest {
    private static final String JOURNAL = ".welkin-mirror/";

    private final ManualClock clock = new ManualClock();
    private final Cloud cloud = Cloud.builder()
            .config(Map.of("storage", Map.of("here", "memory:", "there", "memory:", "driver", "memory:driver")))
            .clock(clock)
            .open();
    private final Bucket here = Bucket.open(cloud, "here");
    private final Gate gate = new Gate();
    private final Bucket there = Bucket.over(cloud, "gated", gate);
    private final Bucket both = here.mirrored(there);

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void whatIsAcknowledgedIsInEveryBucket() {
        both.put("bytes", bytes("1"), PutOptions.metadata(Map.of("owner", "ann")));
        both.put("stream", new ByteArrayInputStream(bytes("2")));
        both.copy("bytes", Destination.key("copy"));
        both.put("gone", bytes("3"));
        both.delete("gone");
        both.setTags("bytes", Map.of("colour", "grey"));

        assertThat(contents(there)).isEqualTo(contents(here)).containsOnlyKeys("bytes", "copy", "stream");
        assertThat(there.head("copy").metadata()).containsEntry("owner", "ann");
        assertThat(there.tags("bytes")).containsEntry("colour", "grey");
    }

    @Test
    void aWriteThatOneBucketMissedIsNotAcknowledgedAndRepaired() {
        both.put("old", bytes("1"));
        gate.down = true;

        CloudException missed = failure(() -> both.put("new", bytes("2")));
        assertThat(missed.reason()).isEqualTo("mirror_incomplete");
        assertThat(missed.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(missed).hasMessageContaining("repair()");
        assertThat(failure(() -> both.delete("old")).reason()).isEqualTo("mirror_incomplete");

        gate.down = false;
        RepairReport report = both.repair();

        assertThat(report.failures()).isEmpty();
        assertThat(report.repaired()).containsExactly("new", "old");
        assertThat(contents(there)).isEqualTo(contents(here)).containsOnlyKeys("new");
    }

    @Test
    void whatCannotBeRepairedYetStaysInTheJournal() {
        gate.down = true;
        failure(() -> both.put("key", bytes("1")));

        assertThat(both.repair().failures()).containsOnlyKeys("key");

        clock.advance(Duration.ofMinutes(16));
        assertThat(both.repair().complete()).isFalse();
        assertThat(here.list(JOURNAL)).hasSize(1);
    }

    @Test
    void aJournalOutlivesTheViewAndIsEmptiedOnceNobodyCanBeAtIt() {
        gate.down = true;
        failure(() -> both.put("key", bytes("1")));
        gate.down = false;
        Bucket later = here.mirrored(there);

        assertThat(later.repair().repaired()).containsExactly("key");
        assertThat(here.list(JOURNAL)).hasSize(1);
        clock.advance(Duration.ofMinutes(16));
        assertThat(later.repair().repaired()).containsExactly("key");
        assertThat(here.list(JOURNAL)).isEmpty();
        assertThat(later.repair().repaired()).isEmpty();
    }

    @Test
    void nothingIsWrittenWhereTheFirstBucketDoesNotAnswer() {
        Bucket down = here.chaos(Chaos.seed(1).withUnavailable(1)).mirrored(there);

        assertThat(failure(() -> down.put("key", bytes("1"))).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(there.list("")).isEmpty();
    }

    @Test
    void readsComeFromTheNextBucketWhileTheFirstDoesNotAnswer() {
        both.put("key", bytes("1"));
        Bucket down = here.chaos(Chaos.seed(1).withUnavailable(1)).mirrored(there);

        assertThat(down.getBytes("key")).isEqualTo(bytes("1"));
        assertThat(down.list("")).extracting(ObjectInfo::key).containsExactly("key");
    }

    @Test
    void aTokenOfTheNextBucketIsNoVersionOfTheFirst() {
        both.put("key", bytes("1"));
        VersionToken elsewhere = here.chaos(Chaos.seed(1).withUnavailable(1))
                .mirrored(there)
                .head("key")
                .token();

        assertThat(failure(() -> both.put("key", bytes("2"), PutOptions.mode(PutMode.update(elsewhere))))
                        .code())
                .isEqualTo(ErrorCode.PRECONDITION_FAILED);
    }

    @Test
    void aConditionIsTheFirstBucketsToDecide() {
        both.put("key", bytes("1"), PutOptions.mode(PutMode.create()));

        assertThat(failure(() -> both.put("key", bytes("2"), PutOptions.mode(PutMode.create())))
                        .code())
                .isEqualTo(ErrorCode.ALREADY_EXISTS);
        assertThat(contents(there)).isEqualTo(contents(here));
        assertThat(here.list(JOURNAL)).isEmpty();
    }

    @Test
    void aRepairDoesNotOverwriteWhatIsWrittenMeanwhile() {
        gate.down = true;
        failure(() -> both.put("key", bytes("old")));
        gate.down = false;
        gate.beforePut = () -> both.put("key", bytes("new"));

        assertThat(both.repair().complete()).isTrue();

        assertThat(contents(there)).isEqualTo(contents(here));
        assertThat(there.getBytes("key")).isEqualTo(bytes("new"));
        assertThat(gate.contents).as("what the second bucket ever held").doesNotContain("old");
    }

    @Test
    void ofTwoWritersTheLastInTheFirstBucketIsTheLastInAll() {
        gate.beforePut = () -> both.put("key", bytes("second"));

        both.put("key", bytes("first"));

        assertThat(here.getBytes("key")).isEqualTo(bytes("second"));
        assertThat(contents(there)).isEqualTo(contents(here));
    }

    @Test
    void theJournalIsNotSeenAndNotTouched() {
        gate.down = true;
        failure(() -> both.put("key", bytes("1")));

        assertThat(here.list(JOURNAL)).hasSize(1);
        assertThat(both.list("")).extracting(ObjectInfo::key).containsExactly("key");
        assertThat(both.list(ListOptions.prefix("").withDelimiter("/")).prefixes())
                .isEmpty();
        assertThat(failure(() -> both.delete(JOURNAL + "x")).reason()).isEqualTo("reserved");
        assertThat(failure(() -> both.put(JOURNAL + "x", bytes("1"))).reason()).isEqualTo("reserved");
        assertThat(failure(() -> both.getBytes(JOURNAL + "x")).reason()).isEqualTo("reserved");
    }

    @Test
    void aMirrorCanDoWhatAllCanDoAndNothingThatPassesTheOthersBy() {
        assertThat(both.capabilities().features())
                .contains(StorageFeature.CONDITIONAL_CREATE, StorageFeature.MULTIPART, StorageFeature.TAGS)
                .doesNotContain(StorageFeature.PRESIGN, StorageFeature.VERSIONS, StorageFeature.BULK_DELETE);
        assertThat(here.mirrored(there.readOnly()).capabilities().has(StorageFeature.WRITE))
                .isFalse();
        assertThat(failure(here::mirrored).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void aBucketThatIsNoMirrorHasNothingToRepair() {
        assertThat(here.repair().complete()).isTrue();
        assertThat(both.prefixed("a/").repair().repaired()).isEmpty();
    }

    @Test
    void aForgedJournalEntryIsAnErrorAndNoKey() {
        here.put(JOURNAL + "x", bytes("nonsense"));

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(both::repair)
                .returns(ErrorCode.CORRUPTED, CloudException::code);
    }

    private static Map<String, List<Object>> contents(Bucket bucket) {
        Map<String, List<Object>> all = new TreeMap<>();
        for (ObjectInfo info : bucket.list("")) {
            if (!info.key().startsWith(JOURNAL)) {
                String content = new String(bucket.getBytes(info.key()), UTF_8);
                all.put(info.key(), List.of(content, bucket.head(info.key()).attributes(), bucket.tags(info.key())));
            }
        }
        return all;
    }

    private static CloudException failure(ThrowingCallable call) {
        CloudException failure = catchThrowableOfType(CloudException.class, call);
        assertThat(failure).isNotNull();
        return failure;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** A memory bucket that can be away, and before whose next put something happens. */
    private final class Gate extends ForwardingDriver {
        private boolean down;
        private Runnable beforePut = () -> {};
        private final List<String> contents = new ArrayList<>();

        Gate() {
            super(new MemoryBackend()
                    .open(cloud.context().targets("storage", "driver").get(0), cloud.context()));
        }

        @Override
        public ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException {
            requireUp();
            Runnable before = beforePut;
            beforePut = () -> {};
            before.run();
            ObjectInfo written = super.put(request, attempt);
            contents.add(new String(read(request), UTF_8));
            return written;
        }

        private byte[] read(PutRequest request) {
            try (InputStream in = request.content().open()) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public ObjectInfo head(String key, Attempt attempt) throws InterruptedException {
            requireUp();
            return super.head(key, attempt);
        }

        @Override
        public void delete(String key, Attempt attempt) throws InterruptedException {
            requireUp();
            super.delete(key, attempt);
        }

        private void requireUp() {
            if (down) {
                throw CloudException.of(ErrorCode.UNAVAILABLE, "the bucket is away");
            }
        }
    }
}
