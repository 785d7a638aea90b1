package dev.welkin.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** The executor of a Cloud: the user's, or our own, made at first use. */
final class Executors {
    private final @Nullable Executor given;
    private @Nullable ExecutorService own;

    Executors(@Nullable Executor given) {
        this.given = given;
    }

    synchronized Executor get() {
        if (given != null) {
            return given;
        }
        if (own == null) {
            own = Runtime.version().feature() >= 24 ? virtualThreads() : daemonThreads();
        }
        return own;
    }

    synchronized void close() {
        if (own != null) {
            own.shutdown();
        }
    }

    /** Virtual threads pin on monitors before JDK 24, so they are used from there on. */
    private static ExecutorService virtualThreads() {
        try {
            return (ExecutorService) MethodHandles.publicLookup()
                    .findStatic(
                            java.util.concurrent.Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class))
                    .invoke();
        } catch (Throwable e) {
            throw new LinkageError("a JDK of 24 or later has virtual threads", e);
        }
    }

    private static ExecutorService daemonThreads() {
        return java.util.concurrent.Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "welkin-worker");
            thread.setDaemon(true);
            return thread;
        });
    }
}
