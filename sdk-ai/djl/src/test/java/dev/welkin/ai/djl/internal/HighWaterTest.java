package dev.welkin.ai.djl.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HighWaterTest {
    private static final String ENGINE = "welkin-engine";
    private final HighWater highWater = new HighWater();

    @Test
    void firstRunAndLargerOnesTakePlaceOnTheEnginesThreadAndOthersOnTheCallers() {
        String here = Thread.currentThread().getName();

        assertThat(highWater.run(10, HighWaterTest::where)).isEqualTo(ENGINE);
        assertThat(highWater.run(10, HighWaterTest::where)).isEqualTo(here);
        assertThat(highWater.run(11, HighWaterTest::where)).isEqualTo(ENGINE);
        assertThat(highWater.run(11, HighWaterTest::where)).isEqualTo(here);
        assertThat(highWater.run(5, HighWaterTest::where)).isEqualTo(here);
    }

    @Test
    void moreRunsAtOnceThanEverTakePlaceOnTheEnginesThreadOnce() {
        String here = Thread.currentThread().getName();
        highWater.run(10, HighWaterTest::where);

        assertThat(highWater.run(10, this::another)).isEqualTo(ENGINE);
        assertThat(highWater.run(10, this::another)).isEqualTo(here);
    }

    @Test
    void threadThatStaysBusyIsNotWaitedFor() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread other = new Thread(() -> new HighWater().run(1, () -> {
            begun.countDown();
            return await(end);
        }));
        other.start();
        begun.await();
        try {
            assertThat(highWater.run(10, HighWaterTest::where))
                    .isEqualTo(Thread.currentThread().getName());
        } finally {
            end.countDown();
            other.join();
        }
    }

    @Test
    void whatFailsIsToldAsItWasAndIsNoRecord() {
        IllegalStateException failure = new IllegalStateException("no");

        assertThatThrownBy(() -> highWater.run(10, () -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(highWater.run(10, HighWaterTest::where)).isEqualTo(ENGINE);
    }

    /** A run inside another. */
    private String another() {
        return highWater.run(10, HighWaterTest::where);
    }

    private static String where() {
        return Thread.currentThread().getName();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
