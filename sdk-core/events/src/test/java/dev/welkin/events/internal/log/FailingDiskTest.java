package dev.welkin.events.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.events.EventBus;
import dev.welkin.events.EventPublisher;
import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import dev.welkin.events.Receipt;
import dev.welkin.spi.PrivateFolder;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails to make bytes durable: nobody is told that they are, neither then nor later. */
class FailingDiskTest {
    @TempDir
    private Path folder = Path.of("");

    private final Cloud cloud = Cloud.inMemory();
    private final FailingDisk disk = new FailingDisk();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aFailedForceFailsEveryPublishThatWaitsForIt() {
        try (LogDriver driver = open(disk)) {
            EventPublisher publisher = EventBus.over(cloud, driver).publisher("t");
            publisher.publish(event("kept"));
            disk.failOnce();

            assertThatThrownBy(() -> publisher.publishAll(List.of(event("1"), event("2"), event("3"))))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.reason()).isEqualTo("store_stopped"))
                    .hasMessageContaining("3 of 3 events failed");
            assertThatThrownBy(() -> publisher.publish(event("later")))
                    .as("the disk works again, but nobody knows what it has")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.reason()).isEqualTo("store_stopped"));
        }
    }

    @Test
    void whatAFailedForceLeftIsNotThereLater() {
        try (LogDriver driver = open(disk)) {
            EventPublisher publisher = EventBus.over(cloud, driver).publisher("t");
            publisher.publish(event("kept"));
            disk.failOnce();
            assertThatThrownBy(() -> publisher.publish(event("lost"))).isInstanceOf(CloudException.class);
        }
        try (LogDriver driver = open(Disk.REAL)) {
            EventBus bus = EventBus.over(cloud, driver);
            bus.publisher("t").publish(event("after"));
            assertThat(read(bus)).containsExactly("kept", "after");
        }
    }

    @Test
    void manyPublishersAreToldTheTruth() {
        Set<String> confirmed = ConcurrentHashMap.newKeySet();
        Set<String> failed = ConcurrentHashMap.newKeySet();
        try (LogDriver driver = open(disk)) {
            EventPublisher publisher = EventBus.over(cloud, driver).publisher("t");
            List<CompletableFuture<Receipt>> all = new ArrayList<>();
            for (int i = 0; i < 1_000_000 && failed.isEmpty(); i++) {
                String id = "e" + i;
                all.add(publisher.publishAsync(event(id)).whenComplete((receipt, failure) -> {
                    Set<String> told = failure == null ? confirmed : failed;
                    told.add(id);
                }));
                if (i == 1000) {
                    disk.failOnce();
                }
            }
            all.forEach(one -> one.handle((receipt, failure) -> id(receipt)).join());
        }
        assertThat(failed).isNotEmpty();
        try (LogDriver driver = open(Disk.REAL)) {
            assertThat(read(EventBus.over(cloud, driver))).containsExactlyInAnyOrderElementsOf(confirmed);
        }
    }

    private static String id(@Nullable Receipt receipt) {
        return receipt == null ? "" : receipt.eventId();
    }

    private LogDriver open(Disk disk) {
        return LogDriver.open(PrivateFolder.open(folder.resolve("log")), LogOptions.DEFAULTS, cloud.context(), disk);
    }

    private static CloudEvent event(String id) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/disk"))
                .withType("disk")
                .withData(new byte[100])
                .build();
    }

    private static List<String> read(EventBus bus) {
        List<String> ids = new ArrayList<>();
        try (PullSubscription pull = bus.pull("t", "reader")) {
            for (List<Leased> batch = pull.pull(1000, Duration.ZERO);
                    !batch.isEmpty();
                    batch = pull.pull(1000, Duration.ZERO)) {
                batch.forEach(leased -> ids.add(leased.event().getId()));
                Leased.ackAll(batch);
            }
        }
        return ids;
    }

    /** Fails one force and works again, as systems do that forget what they could not write. */
    private static final class FailingDisk implements Disk {
        private final AtomicBoolean failing = new AtomicBoolean();

        void failOnce() {
            failing.set(true);
        }

        @Override
        public void force(FileChannel file) throws IOException {
            if (failing.getAndSet(false)) {
                throw new IOException("Input/output error");
            }
            Disk.REAL.force(file);
        }
    }
}
