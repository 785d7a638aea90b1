package dev.welkin.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The executor of a Cloud: the user's, or our own, made at first use. Each task is decorated on the thread that hands
 * it over, so that the decorator can carry that thread's context along.
 */
final class Executors implements Executor {
    private final @Nullable Executor given;
    private final UnaryOperator<Runnable> decorator;
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
    private @Nullable ExecutorService own;
    private boolean closed;

    Executors(@Nullable Executor given, UnaryOperator<Runnable> decorator) {
        this.given = given;
        this.decorator = decorator;
    }

    @Override
    public void execute(Runnable task) {
        try {
            target().execute(tracked(decorator.apply(task)));
        } catch (RejectedExecutionException e) {
            throw rejected(e);
        }
    }

    /** Lets tasks end within the time, then interrupts them. A user's executor goes on. */
    void close(Duration within) {
        ExecutorService service = stop();
        if (service != null) {
            service.shutdown();
            if (!ended(service, within)) {
                service.shutdownNow();
            }
        }
    }

    private synchronized Executor target() {
        if (closed) {
            throw CloudException.of(ErrorCode.CLOSED, "The Cloud is closed; it runs no further tasks");
        }
        if (given != null) {
            return given;
        }
        if (own == null) {
            own = Runtime.version().feature() >= 24 ? virtualThreads() : daemonThreads();
        }
        return own;
    }

    private synchronized @Nullable ExecutorService stop() {
        closed = true;
        return own;
    }

    /** A task that closes its own Cloud must not wait for itself. */
    private boolean ended(ExecutorService service, Duration within) {
        if (inside.get()) {
            return true;
        }
        try {
            return service.awaitTermination(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Runnable tracked(Runnable task) {
        return () -> {
            inside.set(true);
            try {
                task.run();
            } finally {
                inside.remove();
            }
        };
    }

    private CloudException rejected(RejectedExecutionException e) {
        return given == null
                ? CloudException.of(ErrorCode.CLOSED, "The Cloud is closed; it runs no further tasks", e)
                : CloudException.of(ErrorCode.OVERLOADED, "The executor given to the Cloud refuses a task", e);
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
