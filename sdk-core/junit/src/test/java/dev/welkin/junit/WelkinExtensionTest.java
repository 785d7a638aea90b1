package dev.welkin.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.spi.Stage;
import dev.welkin.time.CloudClock;
import dev.welkin.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

@WelkinTest
class WelkinExtensionTest {
    private @Nullable Cloud before;

    @BeforeEach
    void takeTheCloud(Cloud cloud) {
        before = cloud;
    }

    @Test
    void allMethodsOfOneTestShareOneCloud(Cloud cloud) {
        assertThat(cloud).isSameAs(before);
    }

    @Test
    void theClockIsTheClouds(Cloud cloud, ManualClock clock, CloudClock same) {
        Instant start = cloud.clock().now();
        clock.advance(Duration.ofHours(1));
        assertThat(cloud.clock().now()).isEqualTo(start.plus(Duration.ofHours(1)));
        assertThat(same).isSameAs(clock);
    }

    @Test
    void everyServiceIsInMemory(Cloud cloud) {
        assertThat(cloud.context().targets("storage", "photos").get(0).scheme()).isEqualTo("memory");
    }

    @Test
    void eachTestHasItsOwnCloudAndItIsClosedAfterIt() {
        List<Cloud> seen = new ArrayList<>();
        Recorder.SEEN.set(seen);
        try {
            EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(Recorder.class))
                    .execute()
                    .testEvents()
                    .assertStatistics(stats -> stats.succeeded(2).failed(0));
        } finally {
            Recorder.SEEN.remove();
        }
        assertThat(seen)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allSatisfy(cloud -> assertThatThrownBy(() -> cloud.context().shared(Stage.STORES, "k", () -> () -> {}))
                        .isInstanceOf(CloudException.class)
                        .hasMessageContaining("closed"));
    }

    @Test
    void aCloudForAConstructorIsAClearError() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(TooEarly.class))
                .execute()
                .allEvents()
                .assertThatEvents()
                .anySatisfy(event -> assertThat(
                                event.getPayload().map(String::valueOf).orElse(""))
                        .contains("@BeforeEach"));
    }

    @WelkinTest
    static class Recorder {
        static final ThreadLocal<List<Cloud>> SEEN = new ThreadLocal<>();

        @Test
        void first(Cloud cloud) {
            SEEN.get().add(cloud);
        }

        @Test
        void second(Cloud cloud) {
            SEEN.get().add(cloud);
        }
    }

    @WelkinTest
    static class TooEarly {
        TooEarly(Cloud cloud) {
            assertThat(cloud).isNotNull();
        }

        @Test
        void neverRuns() {
            throw new AssertionError("must not run");
        }
    }
}
