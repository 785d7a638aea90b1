package dev.welkin.ai.djl.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One thread of the process, on which models are loaded and the runs take place that make an engine take memory. The C
 * library of Linux keeps what was freed for the arena of the thread that had taken it; memory taken by many callers'
 * threads and given back with each former model would stay behind in as many arenas, eight for each processor.
 */
final class EngineThread {
    /** Memory is not worth a longer wait. */
    private static final long WAIT_MILLIS = 100;

    private static final Semaphore TURN = new Semaphore(1);
    private static final ThreadPoolExecutor THREAD =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), EngineThread::named);

    static {
        THREAD.allowCoreThreadTimeOut(true);
    }

    private EngineThread() {}

    /**
     * Does the work on that thread and waits for its result; on the caller's if that thread stays busy with another.
     */
    static <T> T call(Supplier<T> work) {
        if (!isFree()) {
            return work.get();
        }
        try {
            return CompletableFuture.supplyAsync(work, THREAD).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        } finally {
            TURN.release();
        }
    }

    private static boolean isFree() {
        try {
            return TURN.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Thread named(Runnable work) {
        Thread thread = new Thread(work, "welkin-engine");
        thread.setDaemon(true);
        return thread;
    }
}
