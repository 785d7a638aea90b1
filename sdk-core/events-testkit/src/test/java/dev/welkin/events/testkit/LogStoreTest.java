package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.events.DedupeStore;
import dev.welkin.events.EventBus;
import dev.welkin.events.EventPublisher;
import dev.welkin.events.EventsFeature;
import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import dev.welkin.events.Receipt;
import dev.welkin.events.StartAt;
import dev.welkin.events.SubscribeOptions;
import dev.welkin.testkit.ChildJvm;
import dev.welkin.time.ManualClock;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the log's files promise: restarts, damage, a second process, bounds. */
class LogStoreTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String TOPIC = "t";

    @TempDir
    Path folder;

    @Test
    void everythingIsThereAfterARestart() {
        try (EventBus bus = open("")) {
            publish(bus, 0, 10);
            try (PullSubscription pull = bus.pull(TOPIC, "g")) {
                List<Leased> batch = pull.pull(10, LONG);
                batch.get(0).ack();
                batch.get(1).ack();
                batch.get(5).ack();
                batch.get(3).retry(Duration.ZERO);
            }
        }
        try (EventBus bus = open("");
                PullSubscription pull = bus.pull(TOPIC, "g")) {
            assertThat(bus.topics()).containsExactly(TOPIC);
            assertThat(bus.groups(TOPIC)).containsExactly("g");
            List<Leased> rest = pull.pull(100, LONG);
            assertThat(ids(rest)).containsExactly("e2", "e3", "e4", "e6", "e7", "e8", "e9");
            assertThat(rest).extracting(Leased::attempt).containsExactly(1, 2, 1, 1, 1, 1, 1);
        }
    }

    @Test
    void aTornTailIsCutOff() throws IOException {
        try (EventBus bus = open("")) {
            publish(bus, 0, 10);
        }
        Path segment = lastSegment();
        long whole = Files.size(segment);
        Files.write(segment, new byte[] {0, 0, 1, 0, 9, 9, 9, 9, 0, 0}, StandardOpenOption.APPEND);

        try (EventBus bus = open("")) {
            assertThat(Files.size(segment)).isEqualTo(whole);
            publish(bus, 10, 12);
            assertThat(readAll(bus)).hasSize(12).endsWith("e10", "e11");
        }
    }

    /** As after a power cut with the weaker durabilities: the acknowledgements were written, the events were not. */
    @Test
    void acknowledgementsOfLostEventsDoNotCountForNewOnes() throws IOException {
        try (EventBus bus = open("?durability=os")) {
            publish(bus, 0, 10);
            assertThat(readAll(bus)).hasSize(10);
            try (PullSubscription pull = bus.pull(TOPIC, "tried")) {
                pull.pull(10, LONG).forEach(leased -> leased.retry(Duration.ZERO));
            }
        }
        try (FileChannel segment = FileChannel.open(lastSegment(), StandardOpenOption.WRITE)) {
            segment.truncate(segment.size() / 2);
        }
        Files.delete(lastSegment().resolveSibling("end"));
        try (EventBus bus = open("")) {
            publish(bus, 10, 30);
        }
        try (EventBus bus = open("");
                PullSubscription tried = bus.pull(TOPIC, "tried")) {
            assertThat(readAll(bus)).hasSize(20).startsWith("e10").endsWith("e29");
            assertThat(tried.pull(100, LONG))
                    .filteredOn(leased -> leased.event().getId().length() == 3)
                    .hasSize(20)
                    .allMatch(leased -> leased.attempt() == 1);
        }
    }

    @Test
    void aFlippedByteInTheMiddleIsCorrupted() throws IOException {
        try (EventBus bus = open("")) {
            for (int i = 0; i < 10; i++) {
                publish(bus, i, i + 1);
            }
        }
        Path segment = lastSegment();
        flip(segment, Files.size(segment) / 2);

        assertThatThrownBy(() -> open("")).isInstanceOfSatisfying(CloudException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED);
            assertThat(e).hasMessageContaining(String.valueOf(segment.getFileName()));
            assertThat(e).hasMessageContaining("at byte");
        });
    }

    @Test
    void aFlippedByteInTheLastRecordIsCorruptedAfterAProperClose() throws IOException {
        try (EventBus bus = open("")) {
            publish(bus, 0, 3);
        }
        Path segment = lastSegment();
        flip(segment, Files.size(segment) - 2);

        assertThatThrownBy(() -> open(""))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED));
    }

    @Test
    void aFlippedByteInAnOlderSegmentIsFoundWhenItIsRead() throws IOException {
        try (EventBus bus = open("?segmentBytes=2000")) {
            for (int i = 0; i < 60; i++) {
                publish(bus, i, i + 1);
            }
        }
        Path first = segments().get(0);
        assertThat(segments()).hasSizeGreaterThan(3);
        flip(first, Files.size(first) / 2);

        try (EventBus bus = open("?segmentBytes=2000")) {
            try (PullSubscription pull = bus.pull(TOPIC, "g")) {
                assertThatThrownBy(() -> drain(pull))
                        .isInstanceOfSatisfying(
                                CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED));
                pull.seek(StartAt.newest());
                publish(bus, 60, 61);
                assertThat(drain(pull)).containsExactly("e60");
            }
        }
    }

    @Test
    void whatWasHandledOnceIsRememberedOverARestart() {
        for (int start = 0; start < 3; start++) {
            try (EventBus bus = open("")) {
                SubscribeOptions once = SubscribeOptions.defaults().dedupe(DedupeStore.inTopic(bus, "handled"));
                publish(bus, 0, 5);
                try (PullSubscription pull = bus.pull(TOPIC, "g", once)) {
                    assertThat(drain(pull)).as("start " + start).hasSize(start == 0 ? 5 : 0);
                }
            }
        }
    }

    @Test
    void segmentsGoWhenTheyAreTooOldUnlessAGroupNeedsThem() {
        ManualClock clock = new ManualClock();
        String url = "log:" + folder.resolve("log") + "?segmentBytes=1000&retain=7d";
        try (Cloud cloud = Cloud.builder()
                .clock(clock)
                .config(Map.of("events", Map.of("default", url)))
                .open()) {
            EventBus bus = EventBus.open(cloud);
            bus.pull(TOPIC, "slow").close();
            publish(bus, 0, 50);
            clock.advance(Duration.ofMinutes(1));
            publish(bus, 50, 70);
            clock.advance(Duration.ofDays(7).minusMinutes(2));
            publish(bus, 70, 90);
            clock.advance(Duration.ofMinutes(5));
            publish(bus, 90, 110);
            assertThat(readAll(bus)).as("a group needs all").hasSize(110);

            bus.deleteGroup(TOPIC, "slow");
            bus.deleteGroup(TOPIC, "reader");
            publish(bus, 110, 130);
            List<String> left = readAll(bus);
            assertThat(left).as("those from minute 0 are too old").doesNotContain("e0");
            assertThat(left).as("younger than 7 days").contains("e70", "e90", "e129");
        }
    }

    @Test
    void nothingGoesBeforeItsTime() {
        ManualClock clock = new ManualClock();
        try (Cloud cloud = Cloud.builder()
                .clock(clock)
                .config(Map.of("events", Map.of("default", "log:" + folder.resolve("log") + "?segmentBytes=1000")))
                .open()) {
            EventBus bus = EventBus.open(cloud);
            for (int day = 0; day < 7; day++) {
                publish(bus, day * 20, day * 20 + 20);
                clock.advance(Duration.ofDays(1).minusMinutes(1));
            }
            publish(bus, 140, 160);
            assertThat(readAll(bus)).hasSize(160);
        }
    }

    @Test
    void aSecondWriterIsRefused() {
        try (EventBus bus = open("")) {
            publish(bus, 0, 1);
            assertThatThrownBy(() -> open("")).isInstanceOfSatisfying(CloudException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
                assertThat(e).hasMessageContaining("since");
            });
        }
    }

    @Test
    void aSecondProcessMayReadButNotWrite() {
        try (EventBus bus = open("")) {
            publish(bus, 0, 5);
            try (ChildJvm reader = ChildJvm.start(LogReader.class, folder.toString())) {
                reader.awaitLine("second writer: CONFLICT", Duration.ofMinutes(1));
                reader.awaitLine("read e4", LONG);
                publish(bus, 5, 6);
                reader.awaitLine("read e5", LONG);
                reader.awaitLine("publish: UNSUPPORTED", LONG);
            }
        }
    }

    @Test
    void readOnlyChangesNothing() throws IOException {
        try (EventBus bus = open("")) {
            publish(bus, 0, 5);
        }
        List<String> before = files();
        try (EventBus bus = open("?readOnly=true");
                PullSubscription pull = bus.pull(TOPIC, "g")) {
            assertThat(bus.capabilities().has(EventsFeature.PUBLISH)).isFalse();
            assertThat(drain(pull)).hasSize(5);
            assertThat(bus.topics()).containsExactly(TOPIC);
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void oldSegmentsGoUnlessAGroupNeedsThem() {
        String small = "?segmentBytes=1000&retainBytes=5000";
        try (EventBus bus = open(small)) {
            try (PullSubscription slow = bus.pull(TOPIC, "slow")) {
                assertThat(slow.pull(1, Duration.ZERO)).isEmpty();
            }
            for (int i = 0; i < 100; i++) {
                publish(bus, i, i + 1);
            }
            assertThat(readAll(bus)).as("a group needs all").hasSize(100);
            bus.deleteGroup(TOPIC, "slow");
            bus.deleteGroup(TOPIC, "reader");
            publish(bus, 100, 120);
        }
        try (EventBus bus = open(small)) {
            List<String> left = readAll(bus);
            assertThat(left).hasSizeBetween(5, 60).endsWith("e119");
        }
    }

    @Test
    void publishesAreRefusedBeforeTheDiskFills() {
        try (EventBus bus = open("?segmentBytes=1000&maxBytes=20000")) {
            assertThatThrownBy(() -> publishOneByOne(bus, 1000)).isInstanceOfSatisfying(CloudException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
                assertThat(e.reason()).isEqualTo("store_full");
            });
            assertThat(readAll(bus)).as("what has a receipt is there").hasSizeGreaterThan(20);
        }
        try (EventBus bus = open("?minFreeBytes=" + Long.MAX_VALUE)) {
            assertThatThrownBy(() -> publish(bus, 0, 1))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.reason()).isEqualTo("store_full"));
        }
    }

    @Test
    void scatteredAcknowledgementsSurvive() {
        try (EventBus bus = open("")) {
            publish(bus, 0, 2000);
            try (PullSubscription pull = bus.pull(TOPIC, "g")) {
                List<Leased> all = pull.pull(2000, LONG);
                for (int i = 0; i < all.size(); i += 2) {
                    all.get(i).retry(Duration.ZERO);
                }
                for (int i = 1; i < all.size(); i += 2) {
                    all.get(i).ack();
                }
            }
        }
        try (EventBus bus = open("");
                PullSubscription pull = bus.pull(TOPIC, "g")) {
            assertThat(pull.stats().depth().total()).isEqualTo(1000);
            assertThat(pull.pull(2000, LONG)).hasSize(1000).allMatch(leased -> leased.attempt() == 2);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void filesAreTheirOwnersAlone() throws IOException {
        try (EventBus bus = open("")) {
            publish(bus, 0, 1);
            readAll(bus);
        }
        try (Stream<Path> all = Files.walk(folder.resolve("log"))) {
            assertThat(all)
                    .isNotEmpty()
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .endsWith("------"));
        }
    }

    @Test
    void unknownOptionsAreRefused() {
        assertThatThrownBy(() -> open("?durabilty=os"))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        assertThatThrownBy(() -> open("?durability=maybe")).hasMessageContaining("fsync");
    }

    @Test
    void weakerDurabilitiesStoreToo() {
        for (String durability : List.of("os", "none")) {
            try (EventBus bus = open("?durability=" + durability)) {
                publish(bus, 0, 10);
            }
        }
        try (EventBus bus = open("")) {
            assertThat(readAll(bus)).hasSize(20);
        }
    }

    @Test
    @Tag("soak")
    void aMillionEventsAreReopened() {
        try (EventBus bus = open("?durability=os")) {
            publish(bus, 0, 1_000_000);
        }
        long start = System.nanoTime();
        try (EventBus bus = open("")) {
            System.out.printf("a million events reopened in %d ms%n", (System.nanoTime() - start) / 1_000_000);
            assertThat(readAll(bus)).hasSize(1_000_000);
        }
    }

    private EventBus open(String options) {
        return EventBus.open("log:" + folder.resolve("log") + options);
    }

    private static void publish(EventBus bus, int from, int to) {
        EventPublisher publisher = bus.publisher(TOPIC);
        for (int i = from; i < to; i++) {
            CompletableFuture<Receipt> unused = publisher.publishAsync(event("e" + i));
        }
        publisher.flush();
    }

    private static void publishOneByOne(EventBus bus, int count) {
        for (int i = 0; i < count; i++) {
            bus.publisher(TOPIC).publish(event("e" + i));
        }
    }

    private static CloudEvent event(String id) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/log"))
                .withType("log")
                .withData(new byte[100])
                .build();
    }

    private static List<String> readAll(EventBus bus) {
        try (PullSubscription pull = bus.pull(TOPIC, "reader")) {
            return drain(pull);
        }
    }

    private static List<String> drain(PullSubscription pull) {
        List<String> ids = new ArrayList<>();
        for (List<Leased> batch = pull.pull(1000, LONG); !batch.isEmpty(); batch = pull.pull(1000, Duration.ZERO)) {
            ids.addAll(ids(batch));
            Leased.ackAll(batch);
        }
        return ids;
    }

    private static List<String> ids(List<Leased> batch) {
        return batch.stream().map(leased -> leased.event().getId()).toList();
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(p -> p.toString().endsWith(".seg")).sorted().toList();
        }
    }

    private Path lastSegment() throws IOException {
        List<Path> all = segments();
        return all.get(all.size() - 1);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted().map(LogStoreTest::describe).toList();
        }
    }

    private static String describe(Path path) {
        try {
            return path + " " + Files.size(path) + " " + Files.getLastModifiedTime(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) ~one.get(0)).rewind();
            channel.write(one, at);
        }
    }
}
