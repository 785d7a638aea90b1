package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.events.EventBus;
import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import dev.welkin.events.Receipt;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 8 MiB that fills up: publishers are told, the store stops, and what has a receipt is there afterwards. */
class FullDiskTest {
    @TempDir
    Path disk;

    private boolean mounted;

    @BeforeEach
    void mountSmallDisk() {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString());
        Assumptions.assumeTrue(mounted, "no right to mount a small disk here");
    }

    @AfterEach
    void unmount() {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheDiskIsFull() {
        List<String> confirmed = new ArrayList<>();
        try (EventBus bus = EventBus.open("log:" + disk.resolve("log") + "?minFreeBytes=0")) {
            assertThatThrownBy(() -> publishUntilItFails(bus, confirmed))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.reason()).isEqualTo("store_stopped"));
            assertThatThrownBy(() -> bus.publisher("t").publish(event("later")))
                    .as("the store has stopped")
                    .isInstanceOf(CloudException.class)
                    .hasMessageContaining("stopped");
        }
        assertThat(confirmed).hasSizeGreaterThan(50);
        assertThat(readAll()).containsAll(confirmed);
    }

    @Test
    void theBoundRefusesPublishesBefore() {
        List<String> confirmed = new ArrayList<>();
        try (EventBus bus = EventBus.open("log:" + disk.resolve("log") + "?minFreeBytes=4000000")) {
            assertThatThrownBy(() -> publishUntilItFails(bus, confirmed))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.reason()).isEqualTo("store_full"));
            assertThat(disk.toFile().getUsableSpace()).isGreaterThan(1_000_000);
        }
        assertThat(readAll()).isEqualTo(confirmed);
    }

    private static void publishUntilItFails(EventBus bus, List<String> confirmed) {
        for (int i = 0; i < 100_000; i++) {
            Receipt receipt = bus.publisher("t").publish(event("e" + i));
            confirmed.add(receipt.eventId());
        }
    }

    private static CloudEvent event(String id) {
        return CloudEventBuilder.from(EventsContract.event(id))
                .withData(new byte[50_000])
                .build();
    }

    private List<String> readAll() {
        List<String> ids = new ArrayList<>();
        try (EventBus bus = EventBus.open("log:" + disk.resolve("log") + "?readOnly=true");
                PullSubscription pull = bus.pull("t", "reader")) {
            for (List<Leased> batch = pull.pull(100, Duration.ZERO);
                    !batch.isEmpty();
                    batch = pull.pull(100, Duration.ZERO)) {
                batch.forEach(leased -> ids.add(leased.event().getId()));
                Leased.ackAll(batch);
            }
        }
        return ids;
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
