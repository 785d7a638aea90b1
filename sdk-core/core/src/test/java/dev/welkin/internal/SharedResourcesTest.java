package dev.welkin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Drainable;
import dev.welkin.spi.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedResourcesTest {
    private final SharedResources shared = new SharedResources();
    private final List<String> closed = new ArrayList<>();

    @Test
    void oneKeyOpensOnce() {
        AtomicInteger opened = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            shared.get(Stage.STORES, "a", () -> resource("a" + opened.incrementAndGet()));
        }
        assertThat(opened).hasValue(1);
    }

    @Test
    void oneThatOpensMayOpenAnother() {
        AutoCloseable outer =
                shared.get(Stage.STORES, "outer", () -> shared.get(Stage.HTTP, "inner", () -> resource("inner")));
        AutoCloseable inner = shared.get(Stage.HTTP, "inner", () -> resource("again"));
        assertThat(outer).isSameAs(inner);
    }

    @Test
    void oneThatAsksForItselfIsAnError() {
        assertThatThrownBy(() ->
                        shared.get(Stage.STORES, "a", () -> shared.get(Stage.STORES, "a", () -> resource("a"))))
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.INTERNAL, CloudException::code);
    }

    @Test
    void aSlowOpenBlocksNoOtherKeyAndIsSharedByThoseWhoWait() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<AutoCloseable> slow =
                CompletableFuture.supplyAsync(() -> shared.get(Stage.STORES, "slow", () -> {
                    opening.countDown();
                    awaitQuietly(go);
                    return resource("slow");
                }));
        opening.await();
        assertThat(shared.get(Stage.STORES, "fast", () -> resource("fast"))).isNotNull();
        CompletableFuture<AutoCloseable> waits =
                CompletableFuture.supplyAsync(() -> shared.get(Stage.STORES, "slow", () -> resource("second")));
        go.countDown();
        assertThat(waits.get(30, TimeUnit.SECONDS)).isSameAs(slow.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aFailedOpenMayBeTriedAgain() {
        assertThatThrownBy(() -> shared.get(Stage.STORES, "a", () -> {
                    throw CloudException.of(ErrorCode.UNAVAILABLE, "not now");
                }))
                .hasMessage("not now");
        assertThat(shared.get(Stage.STORES, "a", () -> resource("a"))).isNotNull();
    }

    @Test
    void stagesCloseInOrderAndTheLastOpenedFirst() {
        shared.get(Stage.HTTP, "http", () -> resource("http"));
        shared.get(Stage.STORES, "s1", () -> resource("s1"));
        shared.get(Stage.STORES, "s2", () -> resource("s2"));
        shared.get(Stage.JOBS, "jobs", () -> resource("jobs"));
        shared.close(Duration.ofSeconds(1));
        shared.close(Duration.ofSeconds(1));
        assertThat(closed).containsExactly("jobs", "s2", "s1", "http");
    }

    @Test
    void oneThatFailsToCloseKeepsNoOtherOpen() {
        shared.get(Stage.STORES, "good", () -> resource("good"));
        shared.get(Stage.STORES, "bad", () -> () -> {
            throw new IllegalStateException("on purpose");
        });
        shared.close(Duration.ZERO);
        assertThat(closed).containsExactly("good");
    }

    @Test
    void oneThatDrainsGetsWhatIsLeftOfTheTime() {
        List<Duration> given = new ArrayList<>();
        shared.get(Stage.JOBS, "jobs", () -> (Drainable) given::add);
        shared.get(Stage.STORES, "store", () -> (Drainable) given::add);
        shared.close(Duration.ofMinutes(1));
        assertThat(given).hasSize(2).allMatch(left -> !left.isNegative() && left.compareTo(Duration.ofMinutes(1)) <= 0);
        assertThat(given.get(1)).isLessThanOrEqualTo(given.get(0));
    }

    @Test
    void aClosedCloudOpensNothing() {
        shared.close(Duration.ZERO);
        assertThatThrownBy(() -> shared.get(Stage.STORES, "a", () -> resource("a")))
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.CLOSED, CloudException::code);
    }

    @Test
    void whatOpensWhileTheCloudClosesIsClosedAtOnce() {
        assertThatThrownBy(() -> shared.get(Stage.STORES, "late", () -> {
                    shared.close(Duration.ZERO);
                    return resource("late");
                }))
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.CLOSED, CloudException::code);
        assertThat(closed).containsExactly("late");
    }

    private AutoCloseable resource(String name) {
        return () -> closed.add(name);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw CloudException.interrupted("wait", e);
        }
    }
}
