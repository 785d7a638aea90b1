package dev.welkin.ai.predict;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts for {@link PredictorStats}. */
final class Counters {
    final Latencies latencies = new Latencies();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder batchedItems = new LongAdder();
    private final AtomicInteger largest = new AtomicInteger();

    void answered(long nanos) {
        succeeded.increment();
        latencies.add(nanos);
    }

    void answeredAll(int items, long nanos) {
        succeeded.add(items);
        latencies.add(nanos);
    }

    void failed() {
        failed.increment();
    }

    void rejected() {
        rejected.increment();
    }

    void batch(int items) {
        batches.increment();
        batchedItems.add(items);
        largest.accumulateAndGet(items, Math::max);
    }

    PredictorStats snapshot(int waiting, int inFlight, long nativeBytes) {
        long calls = batches.sum();
        return new PredictorStats(
                succeeded.sum(),
                failed.sum(),
                rejected.sum(),
                calls,
                largest.get(),
                calls == 0 ? 0 : batchedItems.sum() / (double) calls,
                latencies.percentile(50),
                latencies.percentile(99),
                waiting,
                inFlight,
                nativeBytes);
    }
}
