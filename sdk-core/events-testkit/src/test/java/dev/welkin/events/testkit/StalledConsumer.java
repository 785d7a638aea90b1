package dev.welkin.events.testkit;

import dev.welkin.events.EventBus;
import dev.welkin.events.EventPublisher;
import dev.welkin.events.Receipt;
import dev.welkin.events.SubscribeOptions;
import dev.welkin.events.Subscription;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A JVM whose handler stands still while its publisher goes on, faster than the disk; then the handler catches up. */
final class StalledConsumer {
    private StalledConsumer() {}

    public static void main(String[] args) throws InterruptedException {
        int count = Integer.parseInt(args[1]);
        CountDownLatch go = new CountDownLatch(1);
        SubscribeOptions options =
                SubscribeOptions.defaults().maxInFlight(100_000).maxInFlightBytes(8 << 20);
        try (EventBus bus = EventBus.open("log:" + Path.of(args[0]).resolve("log"));
                Subscription stalled = bus.subscribe("t", "g", options, (event, delivery) -> go.await())) {
            publish(bus.publisher("t"), count);
            System.out.println("published " + stalled.stats().depth().total());
            go.countDown();
            while (stalled.stats().acked() < count) {
                Thread.sleep(10);
            }
            System.out.println("handled " + stalled.stats().acked());
        }
    }

    /** With no window of its own: only the log's bound on unwritten bytes holds it back. */
    private static void publish(EventPublisher publisher, int count) {
        for (int i = 0; i < count; i++) {
            CloudEvent event = CloudEventBuilder.v1()
                    .withId("e" + i)
                    .withSource(URI.create("/stalled"))
                    .withType("stalled")
                    .withExtension("partitionkey", "k" + i % 100)
                    .withData(new byte[1024])
                    .build();
            CompletableFuture<Receipt> unused = publisher.publishAsync(event);
        }
        publisher.flush();
    }
}
