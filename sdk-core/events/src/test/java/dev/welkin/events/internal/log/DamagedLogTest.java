package dev.welkin.events.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.events.EventBus;
import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever single byte of a closed log is damaged, what it gives is CORRUPTED or what was stored, never anything else.
 */
class DamagedLogTest {
    @TempDir
    Path folder;

    @Test
    void aDamagedByteAnywhereIsNoticed() throws IOException {
        List<CloudEvent> stored =
                IntStream.range(0, 12).mapToObj(DamagedLogTest::event).toList();
        try (EventBus bus = open()) {
            stored.forEach(bus.publisher("t")::publish);
        }
        Path segment = folder.resolve("topic-t").resolve(LogFiles.segmentFile(0));
        byte[] whole = Files.readAllBytes(segment);
        int corrupted = 0;
        for (int at = 0; at < whole.length; at += 3) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            Files.write(segment, damaged);
            corrupted += isCorrupted(stored) ? 1 : 0;
            assertThat(Files.readAllBytes(segment)).as("evidence is kept").isEqualTo(damaged);
        }
        assertThat(corrupted).as("every byte is covered by a checksum").isEqualTo((whole.length + 2) / 3);
        Files.write(segment, whole);
        assertThat(isCorrupted(stored)).as("once repaired").isFalse();
    }

    @Test
    void aLogCutOffAnywhereAfterAProperCloseIsNoticed() throws IOException {
        try (EventBus bus = open()) {
            bus.publisher("t").publishAll(List.of(event(1), event(2), event(3)));
        }
        Path segment = folder.resolve("topic-t").resolve(LogFiles.segmentFile(0));
        byte[] whole = Files.readAllBytes(segment);
        for (int length = 0; length < whole.length; length += 5) {
            Files.write(segment, Arrays.copyOf(whole, length));
            assertThat(isCorrupted(List.of())).as("cut at %d", length).isTrue();
        }
    }

    private boolean isCorrupted(List<CloudEvent> stored) {
        try (EventBus bus = open();
                PullSubscription pull = bus.pull("t", "g")) {
            List<CloudEvent> read = new ArrayList<>();
            for (List<Leased> batch = pull.pull(5, Duration.ZERO);
                    !batch.isEmpty();
                    batch = pull.pull(5, Duration.ZERO)) {
                batch.forEach(leased -> read.add(leased.event()));
                Leased.ackAll(batch);
            }
            assertThat(read).isEqualTo(stored);
            return false;
        } catch (CloudException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED);
            return true;
        }
    }

    private EventBus open() {
        return EventBus.open("log:" + folder);
    }

    private static CloudEvent event(int number) {
        return CloudEventBuilder.v1()
                .withId("event-" + number)
                .withSource(URI.create("/damage"))
                .withType("t")
                .withExtension("partitionkey", "k")
                .withData(new byte[20])
                .build();
    }
}
