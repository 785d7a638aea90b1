package dev.welkin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.CallListener;
import dev.welkin.CallListener.CallInfo;
import dev.welkin.CloudException;
import dev.welkin.CloudMetrics;
import dev.welkin.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CallCounterTest {
    private final CallCounter counter = new CallCounter();

    @Test
    void callsAndErrorsAreCountedByOperation() {
        CallInfo get = new CallInfo("storage", "s3", "get", "secret-key-name");
        CloudException missing = CloudException.of(ErrorCode.NOT_FOUND, "no such object");
        counter.onSuccess(get, 1, Duration.ofMillis(10));
        counter.onRetry(get, 1, Duration.ZERO, missing);
        counter.onFailure(get, Duration.ofMillis(10), missing);

        CloudMetrics.Series series =
                counter.snapshot().of("storage", "s3", "get").orElseThrow();
        assertThat(series.count()).isEqualTo(2);
        assertThat(series.retries()).isEqualTo(1);
        assertThat(series.failures()).isEqualTo(1);
        assertThat(series.errors()).isEqualTo(Map.of(ErrorCode.NOT_FOUND, 1L));
        assertThat(counter.snapshot().toString())
                .doesNotContain("secret-key-name")
                .contains("storage.s3.get");
    }

    @Test
    void beyondAThousandSeriesCallsCountAsOther() {
        for (int i = 0; i < 1_500; i++) {
            counter.onSuccess(new CallInfo("storage", "s3", "op" + i, "r"), 1, Duration.ZERO);
        }
        CloudMetrics metrics = counter.snapshot();
        assertThat(metrics.series()).hasSize(CloudMetrics.MAX_SERIES + 1);
        assertThat(metrics.series().get(CloudMetrics.Key.OTHER)).isNotNull().returns(500L, CloudMetrics.Series::count);
    }

    @Test
    void quantilesOfNothingAreZero() {
        assertThat(new LatencyHistogram().quantile(0.99)).isZero();
    }

    @Property(tries = 200)
    void aQuantileIsAtMostASixteenthAboveTheTrueValue(
            @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = 60_000_000_000L) Long> micros) {
        LatencyHistogram histogram = new LatencyHistogram();
        micros.forEach(m -> histogram.record(Duration.ofNanos(m * 1_000)));
        List<Long> sorted = micros.stream().sorted().toList();
        for (double share : new double[] {0.5, 0.95, 0.99}) {
            long truth = sorted.get((int) Math.max(0, Math.ceil(sorted.size() * share) - 1));
            long shown = histogram.quantile(share).toNanos() / 1_000;
            assertThat(shown).isBetween(truth, truth + truth / 16 + 1);
        }
    }

    @Test
    void endlessAndNegativeDurationsDoNoHarm() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(Duration.ofSeconds(Long.MAX_VALUE));
        histogram.record(Duration.ofSeconds(-1));
        assertThat(histogram.quantile(0.01)).isEqualTo(Duration.ofNanos(1_000));
        assertThat(histogram.quantile(0.99)).isGreaterThan(Duration.ofHours(18));
    }

    @Test
    void whatAListenerThrowsReachesNeitherTheCallNorTheOthers() {
        List<String> seen = new ArrayList<>();
        CallListener bad = new CallListener() {
            @Override
            public void onStart(CallInfo call) {
                throw new IllegalStateException("on purpose");
            }
        };
        CallListener good = new CallListener() {
            @Override
            public void onStart(CallInfo call) {
                seen.add(call.operation());
            }
        };
        Listeners both = new Listeners(List.of(bad, good));
        both.onStart(new CallInfo("storage", "s3", "get", "r"));
        both.onStart(new CallInfo("storage", "s3", "put", "r"));
        assertThat(seen).containsExactly("get", "put");
    }
}
