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

/**
 * Gathers single inputs into batches. The first input of a batch starts a gatherer on the executor; it waits on the
 * clock and runs what has come. An input that fills a batch starts a run at once, and the gatherer finds less or
 * nothing. While as many batches run as there are processors, inputs gather without any wait: who has run a batch takes
 * the next.
 */
final class BatchQueue<I, O> {
    private static final int MOST_RUNNING = Runtime.getRuntime().availableProcessors();

    private final Batching batching;
    private final CloudClock clock;
    private final Executor executor;
    private final Consumer<List<Pending<I, O>>> run;
    private final Deque<Pending<I, O>> waiting = new ArrayDeque<>();
    private boolean gathering;
    private int running;

    BatchQueue(Batching batching, CloudClock clock, Executor executor, Consumer<List<Pending<I, O>>> run) {
        this.batching = batching;
        this.clock = clock;
        this.executor = executor;
        this.run = run;
    }

    /** Adds one input, or throws OVERLOADED. */
    void add(Pending<I, O> item) {
        switch (enqueue(item)) {
            case RUN -> start(this::runAll, this::leave);
            case GATHER -> start(this::gather, this::stopGathering);
            case WAIT -> {}
        }
    }

    synchronized int size() {
        return waiting.size();
    }

    private enum Next {
        RUN,
        GATHER,
        WAIT
    }

    private synchronized Next enqueue(Pending<I, O> item) {
        if (waiting.size() >= batching.queueItems()) {
            throw full();
        }
        waiting.add(item);
        if (waiting.size() % batching.maxItems() == 0 && enter()) {
            return Next.RUN;
        }
        if (gathering || running == MOST_RUNNING) {
            return Next.WAIT;
        }
        gathering = true;
        return Next.GATHER;
    }

    /** An executor that refuses must not leave inputs without an answer. */
    private void start(Runnable task, Runnable undo) {
        try {
            executor.execute(task);
        } catch (RuntimeException e) {
            CloudException error = CloudException.of(
                    ErrorCode.OVERLOADED,
                    "The executor refused to run a batch; give it room or close the predictor",
                    e);
            undo.run();
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
        if (enter()) {
            runAll();
        }
    }

    private synchronized void stopGathering() {
        gathering = false;
    }

    private synchronized boolean enter() {
        boolean free = running < MOST_RUNNING;
        running += free ? 1 : 0;
        return free;
    }

    private synchronized void leave() {
        running--;
    }

    private void runAll() {
        for (List<Pending<I, O>> batch = nextOrLeave(); !batch.isEmpty(); batch = nextOrLeave()) {
            run.accept(batch);
        }
    }

    /** In one step, so that no input comes between the last look and the leave. */
    private synchronized List<Pending<I, O>> nextOrLeave() {
        List<Pending<I, O>> batch = take(batching.maxItems());
        if (batch.isEmpty()) {
            leave();
        }
        return batch;
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
