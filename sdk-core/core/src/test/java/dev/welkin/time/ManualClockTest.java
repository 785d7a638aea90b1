package dev.welkin.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final List<String> ran = new ArrayList<>();

    @Test
    void timeStandsStillUntilItIsTold() {
        Instant start = clock.now();
        assertThat(start).isEqualTo("2026-01-01T00:00:00Z");
        clock.advance(SECOND);
        assertThat(clock.now()).isEqualTo(start.plusSeconds(1));
        assertThat(clock.nanoTime()).isEqualTo(SECOND.toNanos());
    }

    @Test
    void tasksRunInTheOrderOfTheirTimesAndThenOfTheirScheduling() {
        clock.schedule(Duration.ofSeconds(2), () -> ran.add("late"));
        clock.schedule(SECOND, () -> ran.add("first"));
        clock.schedule(SECOND, () -> ran.add("second"));
        clock.advance(Duration.ofSeconds(2));
        assertThat(ran).containsExactly("first", "second", "late");
    }

    @Test
    void eachTaskSeesItsOwnTime() {
        Instant start = clock.now();
        clock.schedule(
                SECOND, () -> ran.add(Duration.between(start, clock.now()).toString()));
        clock.advance(Duration.ofHours(1));
        assertThat(ran).containsExactly("PT1S");
        assertThat(clock.now()).isEqualTo(start.plusSeconds(3600));
    }

    @Test
    void aTaskThatSchedulesItselfRunsAgainInTheSameSpan() {
        AtomicInteger times = new AtomicInteger();
        schedule(times);
        clock.advance(Duration.ofSeconds(5));
        assertThat(times).hasValue(5);
        assertThat(clock.waiting()).isEqualTo(1);
    }

    private void schedule(AtomicInteger times) {
        clock.schedule(SECOND, () -> {
            times.incrementAndGet();
            schedule(times);
        });
    }

    @Test
    void aCancelledTaskNeverRuns() {
        CloudClock.Timer timer = clock.schedule(SECOND, () -> ran.add("x"));
        assertThat(timer.cancel()).isTrue();
        assertThat(timer.cancel()).isFalse();
        assertThat(clock.waiting()).isZero();
        clock.advance(SECOND);
        assertThat(ran).isEmpty();
    }

    @Test
    void aTaskThatRanCannotBeCancelled() {
        CloudClock.Timer timer = clock.schedule(Duration.ZERO, () -> ran.add("x"));
        clock.advance(Duration.ZERO);
        assertThat(timer.cancel()).isFalse();
        assertThat(ran).containsExactly("x");
    }

    @Test
    void aFailingTaskStopsNoOther() {
        clock.schedule(SECOND, () -> {
            throw new IllegalStateException("on purpose");
        });
        clock.schedule(SECOND, () -> ran.add("x"));
        clock.advance(SECOND);
        assertThat(ran).containsExactly("x");
    }

    @Test
    void sleepMovesTimeAndReturnsAtOnce() throws InterruptedException {
        clock.schedule(SECOND, () -> ran.add("x"));
        clock.sleep(Duration.ofDays(400 * 365));
        clock.sleep(Duration.ofSeconds(-1));
        assertThat(ran).containsExactly("x");
    }

    @Test
    void sleepOfAnInterruptedThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> clock.sleep(SECOND)).isInstanceOf(InterruptedException.class);
        assertThat(clock.nanoTime()).isZero();
    }

    @Test
    void aVeryLongDelayNeverFallsDue() {
        clock.advance(SECOND);
        clock.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("x"));
        clock.advance(Duration.ofDays(365));
        assertThat(ran).isEmpty();
    }

    @Test
    void timeNeverGoesBack() {
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1))).isInstanceOf(CloudException.class);
    }

    @Test
    void everyTaskRunsOnceWhenManyThreadsAdvance() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            clock.schedule(Duration.ofMillis(i), runs::incrementAndGet);
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch done = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            threads.execute(() -> {
                clock.advance(SECOND);
                done.countDown();
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        threads.shutdown();
        assertThat(runs).hasValue(1_000);
    }

    @Test
    void aClosedSystemClockTakesNoTasks() {
        CloudClock system = CloudClock.system();
        system.close();
        assertThatThrownBy(() -> system.schedule(SECOND, () -> {})).isInstanceOf(CloudException.class);
    }
}
