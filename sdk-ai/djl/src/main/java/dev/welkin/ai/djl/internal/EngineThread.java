package dev.welkin.ai.djl.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One thread of the process, on which the runs that make an engine take memory take place if it is idle. The C library
 * of Linux keeps what a thread freed for that thread's arena; memory taken by many callers' threads and given back with
 * each former model would stay behind in as many arenas, eight for each processor.
 */
final class EngineThread {
    private static final long IDLE_SECONDS = 60;

    private static final ThreadPoolExecutor THREAD = new ThreadPoolExecutor(
            0,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            EngineThread::named,
            new ThreadPoolExecutor.CallerRunsPolicy());

    private EngineThread() {}

    /** Does the work on that thread, or at once on this one where that thread is busy, and waits for its result. */
    static <T> T call(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, THREAD).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static Thread named(Runnable work) {
        Thread thread = new Thread(work, "welkin-engine");
        thread.setDaemon(true);
        return thread;
    }
}
