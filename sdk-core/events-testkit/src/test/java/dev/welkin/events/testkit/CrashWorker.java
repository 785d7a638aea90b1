package dev.welkin.events.testkit;

import dev.welkin.events.EventBus;
import dev.welkin.events.EventPublisher;
import dev.welkin.events.Receipt;
import dev.welkin.events.SubscribeOptions;
import dev.welkin.events.Subscription;
import dev.welkin.testkit.History;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** The JVM that is killed: four publishers and one subscription on one log, each writing down what it does. */
final class CrashWorker {
    private static final String TOPIC = "crash";
    private static final int KEYS = 16;

    private CrashWorker() {}

    static Path history(Path folder) {
        return folder.resolve("history.tsv");
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        try (History history = History.open(history(folder));
                EventBus bus = EventBus.open("log:" + folder.resolve("log") + "?segmentBytes=200000")) {
            if (args[1].equals("drain")) {
                drain(bus, history);
            } else {
                work(bus, history, args[2]);
            }
        }
    }

    private static Subscription consume(EventBus bus, History history) {
        SubscribeOptions options = SubscribeOptions.defaults().concurrency(4).maxInFlight(100);
        return bus.subscribe(TOPIC, "g", options, (event, delivery) -> {
            String key = String.valueOf(event.getExtension("partitionkey"));
            history.delivered(key, event.getId());
            Thread.sleep(0, 200_000);
            history.acked(key, event.getId());
        });
    }

    /** Each key has one publisher, so that the order of sending is known. */
    private static void work(EventBus bus, History history, String round) throws InterruptedException {
        Subscription subscription = consume(bus, history);
        CountDownLatch confirmed = new CountDownLatch(1);
        for (int p = 0; p < 4; p++) {
            int publisher = p;
            Thread thread = new Thread(() -> publish(bus.publisher(TOPIC), history, round, publisher, confirmed));
            thread.setDaemon(true);
            thread.start();
        }
        confirmed.await(); // a kill before that would show nothing
        System.out.println("working");
        subscription.await();
    }

    private static void publish(
            EventPublisher publisher, History history, String round, int number, CountDownLatch confirmed) {
        Semaphore window = new Semaphore(20);
        for (int i = 0; ; i++) {
            String key = "k" + (number * KEYS / 4 + i % (KEYS / 4));
            String id = round + "-" + number + "-" + i;
            CloudEvent event = CloudEventBuilder.v1()
                    .withId(id)
                    .withSource(URI.create("/crash"))
                    .withType("crash")
                    .withExtension("partitionkey", key)
                    .withData(new byte[200 + i % 800])
                    .build();
            window.acquireUninterruptibly();
            history.sent(key, id);
            CompletableFuture<Receipt> unused = publisher.publishAsync(event).whenComplete((receipt, failure) -> {
                if (failure == null) {
                    history.confirmed(key, id);
                    confirmed.countDown();
                }
                window.release();
            });
        }
    }

    private static void drain(EventBus bus, History history) throws InterruptedException {
        try (Subscription subscription = consume(bus, history)) {
            while (subscription.stats().depth().total() > 0) {
                Thread.sleep(Duration.ofMillis(20).toMillis());
            }
        }
    }
}
