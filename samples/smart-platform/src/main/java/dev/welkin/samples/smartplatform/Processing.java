package dev.welkin.samples.smartplatform;

import dev.welkin.events.EventBus;
import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import dev.welkin.samples.smartplatform.Summary.Measured;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The readings' way: pulled from the log in micro-batches, stored as one object, scored, and acknowledged only then.
 * Readings that come again after a restart are acknowledged and dropped.
 */
final class Processing {
    private static final String TOPIC = "readings";
    private static final int MICRO_BATCH = 2048;
    private static final int PROGRESS_EVERY = 10_000;

    private final EventBus bus;
    private final Batches batches;
    private final Scoreboard board;
    private final Training training;
    private final PrintStream out;
    private long stored;
    private double firstScoreSeconds = Double.NaN;

    Processing(EventBus bus, Batches batches, Scoreboard board, Training training, PrintStream out) {
        this.bus = bus;
        this.batches = batches;
        this.board = board;
        this.training = training;
        this.out = out;
    }

    Measured run(List<Sensor> sensors, int rate) throws InterruptedException {
        long open =
                sensors.stream().mapToLong(s -> s.rows() - board.next(s.name())).sum();
        long start = System.nanoTime();
        Feeder feeder = new Feeder(bus.publisher(TOPIC), sensors, rate);
        Map<String, Integer> first = new HashMap<>();
        sensors.forEach(s -> first.put(s.name(), board.next(s.name())));
        try (AlarmDesk desk = new AlarmDesk(bus);
                PullSubscription pulled = bus.pull(TOPIC, "detector")) {
            CompletableFuture<@Nullable Void> feeding = inBackground(() -> feeder.publishFrom(first::get));
            while (stored < open) {
                failIfFailed(feeding);
                process(pulled.pull(MICRO_BATCH, Duration.ofMillis(200)), feeder, desk, sensors);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Measured(open, stored, stored, seconds, desk.p99Millis(), firstScoreSeconds);
        }
    }

    private void process(List<Leased> leased, Feeder feeder, AlarmDesk desk, List<Sensor> sensors) {
        List<SensorReading> fresh = fresh(leased);
        if (!fresh.isEmpty()) {
            batches.append(fresh);
            trainOnceTheHistoryIsStored(fresh, sensors);
            fresh.forEach(reading -> board.take(reading).ifPresent(alarm -> desk.raise(alarm, reading)));
            desk.flush();
            progress(fresh.size());
            feeder.processed(fresh.size());
        }
        Leased.ackAll(leased);
    }

    /** A batch holds each series' next rows; what was stored before is left out. */
    private List<SensorReading> fresh(List<Leased> leased) {
        Map<String, Integer> expected = new HashMap<>();
        List<SensorReading> fresh = new ArrayList<>(leased.size());
        for (Leased lease : leased) {
            SensorReading reading = SensorReading.of(lease.event());
            int row = expected.getOrDefault(reading.series(), board.next(reading.series()));
            if (board.isNew(reading, row)) {
                fresh.add(reading);
                expected.put(reading.series(), row + 1);
            }
        }
        return fresh;
    }

    /**
     * Started by the batch that completes the history, so that the job and the scoring of the history run side by side.
     */
    private void trainOnceTheHistoryIsStored(List<SensorReading> fresh, List<Sensor> sensors) {
        Map<String, Integer> after = new HashMap<>();
        fresh.forEach(reading -> after.put(reading.series(), reading.row() + 1));
        boolean complete = sensors.stream()
                .allMatch(s ->
                        after.getOrDefault(s.name(), board.next(s.name())) >= Math.min(Scoreboard.HISTORY, s.rows()));
        if (complete) {
            training.start();
        }
    }

    private void progress(int more) {
        if (Double.isNaN(firstScoreSeconds)) {
            firstScoreSeconds = (System.nanoTime() - SmartPlatform.STARTED_NANOS) / 1e9;
        }
        if ((stored + more) / PROGRESS_EVERY > stored / PROGRESS_EVERY) {
            out.printf(
                    "  %d readings stored and scored, %d alarms%n",
                    board.scored(), board.alarms().size());
        }
        stored += more;
    }

    private static CompletableFuture<@Nullable Void> inBackground(Feeding feeding) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        feeding.run();
                        done.complete(null);
                    } catch (InterruptedException | RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                },
                "feeder");
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static void failIfFailed(CompletableFuture<@Nullable Void> feeding) {
        if (feeding.isCompletedExceptionally()) {
            try {
                feeding.join();
            } catch (CompletionException e) {
                throw new IllegalStateException("publishing the readings failed", e.getCause());
            }
        }
    }

    private interface Feeding {
        void run() throws InterruptedException;
    }
}
