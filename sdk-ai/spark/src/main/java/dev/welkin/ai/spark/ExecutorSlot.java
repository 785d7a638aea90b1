package dev.welkin.ai.spark;

import dev.welkin.ai.batch.spi.BatchWork;
import dev.welkin.ai.batch.spi.BatchWorker;
import java.io.Serial;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the tasks of one run find the one worker of their executor. It is broadcast empty: Spark keeps one copy for
 * each executor's JVM, and in local mode the driver's own. The worker is opened by the first task and closed some
 * seconds after the last one, for Spark does not tell an executor that no more tasks will come.
 */
final class ExecutorSlot implements Serializable {
    static final int IDLE_SECONDS = 10;

    @Serial
    private static final long serialVersionUID = 1L;

    private transient @Nullable BatchWorker worker;
    private transient int tasks;
    private transient long turn;

    /** Takes part in the worker; follow with {@link #leave}. */
    synchronized BatchWorker join(BatchWork work, CloudSource clouds) {
        if (worker == null) {
            worker = OpenWorker.open(work, clouds);
        }
        tasks++;
        turn++;
        return worker;
    }

    synchronized void leave() {
        tasks--;
        long now = turn;
        if (tasks == 0) {
            CompletableFuture.delayedExecutor(IDLE_SECONDS, TimeUnit.SECONDS).execute(() -> closeIfUnusedSince(now));
        }
    }

    private synchronized void closeIfUnusedSince(long then) {
        if (turn == then && worker != null) {
            worker.close();
            worker = null;
        }
    }
}
