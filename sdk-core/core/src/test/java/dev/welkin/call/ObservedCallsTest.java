package dev.welkin.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.CloudMetrics.Series;
import dev.welkin.ErrorCode;
import dev.welkin.time.ManualClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObservedCallsTest {
    private final ManualClock clock = new ManualClock();
    private final Cloud cloud = Cloud.inMemory(clock);
    private final ObservedCalls calls = ObservedCalls.of(cloud.context(), "events", "test");

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aCallThatReturnsSucceeds() {
        String result = calls.call("ask", "thing", () -> {
            clock.advance(Duration.ofSeconds(3));
            return "answer";
        });
        assertThat(result).isEqualTo("answer");
        assertThat(series().count()).isEqualTo(1);
        assertThat(series().errors()).isEmpty();
        assertThat(series().p50()).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3200));
    }

    @Test
    void whatACallThrowsIsReportedAndThrownOn() {
        CloudException missing = CloudException.of(ErrorCode.NOT_FOUND, "no such thing");
        assertThatThrownBy(() -> calls.call("ask", "thing", () -> {
                    throw missing;
                }))
                .isSameAs(missing);
        IllegalStateException odd = new IllegalStateException("odd");
        assertThatThrownBy(() -> calls.call("ask", "thing", () -> {
                    throw odd;
                }))
                .isSameAs(odd);
        assertThat(series().errors()).isEqualTo(Map.of(ErrorCode.NOT_FOUND, 1L, ErrorCode.INTERNAL, 1L));
    }

    @Test
    void furtherAttemptsAreRetriesOfOneCall() {
        ObservedCalls.Running job = calls.start("ask", "thing");
        job.retried(Duration.ofSeconds(1), CloudException.of(ErrorCode.UNAVAILABLE, "not now"));
        job.again();
        job.succeeded();
        assertThat(series().count()).isEqualTo(1);
        assertThat(series().retries()).isEqualTo(1);
    }

    private Series series() {
        return cloud.metrics().of("events", "test", "ask").orElseThrow();
    }
}
