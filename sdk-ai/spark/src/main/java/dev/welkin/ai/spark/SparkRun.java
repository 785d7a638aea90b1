package dev.welkin.ai.spark;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.batch.BatchFailure;
import dev.welkin.ai.batch.spi.BatchItem;
import dev.welkin.ai.batch.spi.BatchOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Feeds a cluster with jobs of a few inputs for each core, two jobs at once so that no core waits for the slowest task.
 * Where Spark gives up a job, because a task lost its executor each time it was tried, the inputs of which nothing is
 * known run again, each in a job of its own: so the one that kills executors is found, and takes no other with it.
 */
final class SparkRun {
    private static final int JOBS_AT_ONCE = 2;
    private static final int TASKS_PER_CORE = 2;

    private final Jobs jobs;
    private final Iterator<BatchItem> items;
    private final Consumer<BatchOutcome> outcomes;
    private final int itemsPerTask;
    private final Map<Long, Parts> running = new HashMap<>();
    private final Queue<BatchItem> suspects = new ArrayDeque<>();

    SparkRun(Jobs jobs, Iterator<BatchItem> items, Consumer<BatchOutcome> outcomes, int itemsPerTask) {
        this.jobs = jobs;
        this.items = items;
        this.outcomes = outcomes;
        this.itemsPerTask = itemsPerTask;
    }

    void run() {
        try {
            while (fill()) {
                handle(jobs.take());
            }
        } catch (InterruptedException e) {
            throw CloudException.interrupted("run a batch on Spark", e);
        }
    }

    /** Tells whether there is something to wait for. */
    private boolean fill() throws InterruptedException {
        while (running.size() < JOBS_AT_ONCE && (!suspects.isEmpty() || items.hasNext())) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Parts parts = nextParts();
            running.put(jobs.submit(parts.bytes()), parts);
        }
        return !running.isEmpty();
    }

    private Parts nextParts() {
        BatchItem suspect = suspects.poll();
        if (suspect != null) {
            return Parts.of(List.of(suspect), 1, 1);
        }
        int tasks = jobs.parallelism() * TASKS_PER_CORE;
        List<BatchItem> some = new ArrayList<>();
        while (some.size() < tasks * itemsPerTask && items.hasNext()) {
            some.add(items.next());
        }
        return Parts.of(some, tasks, itemsPerTask);
    }

    private void handle(Jobs.Event event) {
        if (event instanceof Jobs.PartDone done) {
            parts(done.job()).done(done.part());
            done.outcomes().forEach(outcomes);
        } else if (event instanceof Jobs.JobEnded ended) {
            Parts parts = parts(ended.job());
            running.remove(ended.job());
            if (ended.failure() != null) {
                lost(parts, ended.failure());
            }
        }
    }

    private Parts parts(long job) {
        Parts parts = running.get(job);
        if (parts == null) {
            throw CloudException.of(ErrorCode.INTERNAL, "Spark told of a job that is over; please report it");
        }
        return parts;
    }

    private void lost(Parts parts, Throwable failure) {
        jobs.requireRunning();
        if (parts.isSingle()) {
            parts.open().forEach(item -> outcomes.accept(new BatchOutcome.Failed(lost(item, failure))));
        } else {
            suspects.addAll(parts.open());
        }
    }

    private static BatchFailure lost(BatchItem item, Throwable failure) {
        CloudException why = CloudException.builder(
                        ErrorCode.UNAVAILABLE,
                        "Spark gave up on this input, which its executor died of or could not run: "
                                + failure.getMessage())
                .reason("executor_lost")
                .build();
        return BatchFailure.of(item.key(), why, 1);
    }
}
