package dev.welkin.events;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the asynchronous publishes of a publisher that have no result yet, and keeps their failures for flush. */
final class Outstanding {
    private final AtomicInteger open = new AtomicInteger();
    private final Object lock = new Object();
    private @Nullable CloudException firstFailure;
    private int failures;

    void started() {
        open.incrementAndGet();
    }

    void succeeded() {
        ended();
    }

    void failed(CloudException why) {
        synchronized (lock) {
            failures++;
            firstFailure = firstFailure == null ? why : firstFailure;
        }
        ended();
    }

    private void ended() {
        if (open.decrementAndGet() == 0) {
            synchronized (lock) {
                lock.notifyAll();
            }
        }
    }

    /** Waits until nothing is open, then throws the failures since the last flush. */
    void flush(String topic, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (lock) {
            try {
                while (open.get() > 0) {
                    lock.wait(millisUntil(deadline, topic, timeout));
                }
            } catch (InterruptedException e) {
                throw CloudException.interrupted("flush of " + topic, e);
            }
            throwFailures(topic);
        }
    }

    private long millisUntil(long deadline, String topic, Duration timeout) {
        long millis = (deadline - System.nanoTime() + 999_999) / 1_000_000;
        if (millis <= 0) {
            throw CloudException.of(
                    ErrorCode.AMBIGUOUS,
                    "flush of " + topic + ": " + open.get() + " events have no receipt within " + timeout
                            + "; they may or may not be stored");
        }
        return millis;
    }

    private void throwFailures(String topic) {
        CloudException first = firstFailure;
        if (first == null) {
            return;
        }
        int count = failures;
        firstFailure = null;
        failures = 0;
        throw first.toBuilder()
                .message("flush of " + topic + ": " + count + " events were not published; the first: "
                        + first.getMessage())
                .cause(first)
                .build();
    }
}
