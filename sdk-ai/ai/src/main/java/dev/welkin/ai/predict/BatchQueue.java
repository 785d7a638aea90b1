package dev.welkin.ai.predict;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.time.CloudClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers single inputs into batches. The first input of a batch starts a gatherer on the executor; it waits on the
 * clock and runs what has come. An input that fills a batch starts a run at once, and the gatherer finds less or
 * nothing.
 */
final class BatchQueue<I, O> {
    private final Batching batching;
    private final CloudClock clock;
    private final Executor executor;
    private final Consumer<List<Pending<I, O>>> run;
    private final Deque<Pending<I, O>> waiting = new ArrayDeque<>();
    private boolean gathering;

    BatchQueue(Batching batching, CloudClock clock, Executor executor, Consumer<List<Pending<I, O>>> run) {
        this.batching = batching;
        this.clock = clock;
        this.executor = executor;
        this.run = run;
    }

    /** Adds one input, or throws OVERLOADED. */
    void add(Pending<I, O> item) {
        Runnable next = enqueue(item);
        if (next != null) {
            start(next);
        }
    }

    synchronized int size() {
        return waiting.size();
    }

    private synchronized @Nullable Runnable enqueue(Pending<I, O> item) {
        if (waiting.size() >= batching.queueItems()) {
            throw full();
        }
        waiting.add(item);
        if (waiting.size() % batching.maxItems() == 0) {
            return this::runNext;
        }
        if (!gathering) {
            gathering = true;
            return this::gather;
        }
        return null;
    }

    /** An executor that refuses must not leave inputs without an answer. */
    private void start(Runnable task) {
        try {
            executor.execute(task);
        } catch (RuntimeException e) {
            CloudException error = CloudException.of(
                    ErrorCode.OVERLOADED,
                    "The executor refused to run a batch; give it room or close the predictor",
                    e);
            stopGathering();
            take(Integer.MAX_VALUE).forEach(item -> item.answer().completeExceptionally(error));
        }
    }

    private void gather() {
        try {
            clock.sleep(batching.maxWait());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // run what has come; the model sees the flag
        }
        stopGathering();
        for (List<Pending<I, O>> batch = next(); !batch.isEmpty(); batch = next()) {
            run.accept(batch);
        }
    }

    private synchronized void stopGathering() {
        gathering = false;
    }

    private void runNext() {
        List<Pending<I, O>> batch = next();
        if (!batch.isEmpty()) {
            run.accept(batch);
        }
    }

    private List<Pending<I, O>> next() {
        return take(batching.maxItems());
    }

    /** Those that have been answered meanwhile, by a time-out or a cancel, are passed over. */
    private synchronized List<Pending<I, O>> take(int most) {
        List<Pending<I, O>> batch = new ArrayList<>();
        while (batch.size() < most && !waiting.isEmpty()) {
            Pending<I, O> item = waiting.remove();
            if (item.isOpen()) {
                batch.add(item);
            }
        }
        return batch;
    }

    private CloudException full() {
        return CloudException.builder(
                        ErrorCode.OVERLOADED,
                        batching.queueItems() + " inputs wait for the model already and one more was refused. Ask"
                                + " more slowly, add machines, or give a longer queue with Batching.withQueueItems.")
                .reason("queue_full")
                .build();
    }
}
