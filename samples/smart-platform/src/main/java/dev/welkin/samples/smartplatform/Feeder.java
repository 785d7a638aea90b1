package dev.welkin.samples.smartplatform;

import dev.welkin.events.EventPublisher;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;

/**
 * Plays the sensors: publishes each series from a row on, all series side by side, never more than {@link #LEAD}
 * readings ahead of what has been processed.
 */
final class Feeder {
    /** How far publishing may be ahead of processing: enough to keep it busy, little enough to keep latency low. */
    static final int LEAD = 8192;

    private final EventPublisher publisher;
    private final List<Sensor> sensors;
    private final long nanosBetween;
    private final Semaphore lead = new Semaphore(LEAD);

    /** Takes the events per second to publish, or 0 for as many as can be. */
    Feeder(EventPublisher publisher, List<Sensor> sensors, int rate) {
        this.publisher = publisher;
        this.sensors = sensors;
        this.nanosBetween = rate == 0 ? 0 : 1_000_000_000L / rate;
    }

    /** Publishes all rows from the given ones on; returns when the last is durable. */
    void publishFrom(ToIntFunction<String> firstRow) throws InterruptedException {
        int[] rows =
                sensors.stream().mapToInt(s -> firstRow.applyAsInt(s.name())).toArray();
        long due = System.nanoTime();
        boolean more = true;
        while (more) {
            more = false;
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] < sensors.get(i).rows()) {
                    more = true;
                    due = pace(due);
                    lead.acquire();
                    publish(sensors.get(i), rows[i]++);
                }
            }
        }
        publisher.flush();
    }

    /** Tells the feeder how many readings were processed. */
    void processed(int readings) {
        lead.release(readings);
    }

    private void publish(Sensor sensor, int row) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        publisher.publishAsync(
                new SensorReading(sensor.name(), row, sensor.epochMillis()[row], sensor.values()[row], now).toEvent());
    }

    private long pace(long due) {
        for (long wait = due - System.nanoTime(); nanosBetween > 0 && wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        return due + nanosBetween;
    }
}
