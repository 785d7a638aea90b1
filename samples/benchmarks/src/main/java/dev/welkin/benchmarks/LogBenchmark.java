package dev.welkin.benchmarks;

import dev.welkin.events.EventBus;
import dev.welkin.events.EventPublisher;
import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import dev.welkin.events.Receipt;
import dev.welkin.events.Subscription;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Rates of the embedded log with events of 1 KiB, each receipt after the disk has the event. Arguments: seconds per
 * measurement (default 5), window of asynchronous publishes (default 2000). Prints one line per measurement.
 */
public final class LogBenchmark {
    private static final String TOPIC = "bench";
    private static final List<CloudEvent> EVENTS = events();

    private final int seconds;
    private final int window;

    private LogBenchmark(int seconds, int window) {
        this.seconds = seconds;
        this.window = window;
    }

    /**
     * Runs all measurements, each on a fresh log after a short warm-up.
     *
     * @param args seconds and window
     * @throws Exception if a measurement fails
     */
    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        int window = args.length > 1 ? Integer.parseInt(args[1]) : 2000;
        new LogBenchmark(2, window).all();
        new LogBenchmark(seconds, window).all();
    }

    private void all() throws Exception {
        measure("publish, window of " + window, bus -> windowed(bus, window));
        measure("publish, 16 blocking", bus -> blocking(bus, 16));
        measure("publish, 1 blocking", bus -> blocking(bus, 1));
        measure("pull and ack, batches of 1000", this::pullAll);
        measure("subscribe and ack", this::subscribeAll);
        measure("publish, pull and ack together", this::together);
    }

    private long windowed(EventBus bus, int size) throws InterruptedException {
        EventPublisher publisher = bus.publisher(TOPIC);
        Semaphore room = new Semaphore(size);
        AtomicLong stored = new AtomicLong();
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        for (long i = 0; System.nanoTime() < end; i++) {
            room.acquire();
            CompletableFuture<Receipt> unused = publisher.publishAsync(event(i)).whenComplete((receipt, failure) -> {
                if (failure == null) {
                    stored.incrementAndGet();
                }
                room.release();
            });
        }
        publisher.flush();
        return stored.get();
    }

    private long blocking(EventBus bus, int threads) throws InterruptedException {
        AtomicLong stored = new AtomicLong();
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            Thread thread = new Thread(() -> {
                EventPublisher publisher = bus.publisher(TOPIC);
                for (long i = 0; System.nanoTime() < end; i++) {
                    publisher.publish(event(i));
                    stored.incrementAndGet();
                }
            });
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join();
        }
        return stored.get();
    }

    private long pullAll(EventBus bus) {
        fill(bus);
        return timed(() -> {
            long count = 0;
            try (PullSubscription pull = bus.pull(TOPIC, "g")) {
                for (List<Leased> batch = pull.pull(1000, Duration.ZERO);
                        !batch.isEmpty();
                        batch = pull.pull(1000, Duration.ZERO)) {
                    count += Leased.ackAll(batch);
                }
            }
            return count;
        });
    }

    private long subscribeAll(EventBus bus) {
        long all = fill(bus);
        return timed(() -> {
            AtomicLong handled = new AtomicLong();
            try (Subscription subscription =
                    bus.subscribe(TOPIC, "g", (event, delivery) -> handled.incrementAndGet())) {
                while (handled.get() < all) {
                    sleep();
                }
                return subscription.stats().delivered();
            }
        });
    }

    private long together(EventBus bus) throws InterruptedException {
        AtomicLong acked = new AtomicLong();
        Thread consumer = new Thread(() -> {
            try (PullSubscription pull = bus.pull(TOPIC, "g")) {
                for (List<Leased> batch = pull.pull(1000, Duration.ofSeconds(1));
                        !batch.isEmpty();
                        batch = pull.pull(1000, Duration.ofSeconds(1))) {
                    acked.addAndGet(Leased.ackAll(batch));
                }
            }
        });
        consumer.start();
        windowed(bus, window);
        long inTime = acked.get();
        consumer.join();
        return inTime;
    }

    private static long fill(EventBus bus) {
        EventPublisher publisher = bus.publisher(TOPIC);
        List<CloudEvent> batch = new ArrayList<>();
        for (long i = 0; i < 1000; i++) {
            batch.add(event(i));
        }
        for (int i = 0; i < 500; i++) {
            publisher.publishAll(batch);
        }
        return 500_000;
    }

    /** Scales a count to the seconds of a measurement. */
    private long timed(LongSupplier work) {
        long start = System.nanoTime();
        long count = work.getAsLong();
        return count * Duration.ofSeconds(seconds).toNanos() / (System.nanoTime() - start);
    }

    private static void sleep() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void measure(String name, Measurement measurement) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "log-benchmark");
        try (EventBus bus = EventBus.open("log:" + folder.resolve("log"))) {
            long count = measurement.run(bus);
            System.out.printf(Locale.ROOT, "%-32s %,12d events/s%n", name, count / seconds);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(LogBenchmark::deleteOne);
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CloudEvent event(long number) {
        return EVENTS.get((int) (number % EVENTS.size()));
    }

    /** Made beforehand: it is the log that is measured, not the making of events. */
    private static List<CloudEvent> events() {
        List<CloudEvent> all = new ArrayList<>();
        for (int i = 0; i < 4096; i++) {
            all.add(CloudEventBuilder.v1()
                    .withId("event-" + i)
                    .withSource(URI.create("/bench"))
                    .withType("bench")
                    .withExtension("partitionkey", "key-" + i % 8)
                    .withData(new byte[1024])
                    .build());
        }
        return List.copyOf(all);
    }

    /** One measurement; returns how many events it moved. */
    private interface Measurement {
        long run(EventBus bus) throws Exception;
    }
}
