package dev.welkin.internal;

import dev.welkin.CallListener;
import dev.welkin.CloudException;
import dev.welkin.CloudMetrics;
import dev.welkin.ErrorCode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts calls in memory that is bounded whatever is called. */
final class CallCounter implements CallListener {
    private final Map<CloudMetrics.Key, Counts> series = new ConcurrentHashMap<>();

    @Override
    public void onRetry(CallInfo call, int attempt, Duration delay, CloudException failure) {
        counts(call).retries.increment();
    }

    @Override
    public void onSuccess(CallInfo call, int attempts, Duration took) {
        Counts counts = counts(call);
        counts.took.record(took);
        counts.count.increment();
    }

    @Override
    public void onFailure(CallInfo call, Duration took, CloudException failure) {
        Counts counts = counts(call);
        counts.took.record(took);
        counts.errors.computeIfAbsent(failure.code(), code -> new LongAdder()).increment();
        counts.count.increment();
    }

    CloudMetrics snapshot() {
        Map<CloudMetrics.Key, CloudMetrics.Series> now = new HashMap<>();
        series.forEach((key, counts) -> now.put(key, counts.snapshot()));
        return new CloudMetrics(now);
    }

    private Counts counts(CallInfo call) {
        CloudMetrics.Key key = new CloudMetrics.Key(call.service(), call.backend(), call.operation());
        Counts known = series.get(key);
        return known == null ? add(key) : known;
    }

    /** Under a lock, since many new keys at once must not pass the limit. */
    private synchronized Counts add(CloudMetrics.Key key) {
        boolean full = series.size() >= CloudMetrics.MAX_SERIES && !series.containsKey(key);
        return series.computeIfAbsent(full ? CloudMetrics.Key.OTHER : key, k -> new Counts());
    }

    private static final class Counts {
        private final LongAdder count = new LongAdder();
        private final LongAdder retries = new LongAdder();
        private final Map<ErrorCode, LongAdder> errors = new ConcurrentHashMap<>();
        private final LatencyHistogram took = new LatencyHistogram();

        CloudMetrics.Series snapshot() {
            Map<ErrorCode, Long> failed = new EnumMap<>(ErrorCode.class);
            errors.forEach((code, times) -> failed.put(code, times.sum()));
            return new CloudMetrics.Series(
                    count.sum(), failed, retries.sum(), took.quantile(0.5), took.quantile(0.95), took.quantile(0.99));
        }
    }
}
