package dev.welkin.compute.internal;

import dev.welkin.compute.JobTask;
import dev.welkin.compute.spi.Task;
import dev.welkin.compute.spi.TaskEnd;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A task of the submitting program, on the Cloud's executor. */
public final class InProcessTask implements Task {
    /** What the handle of such a task begins with; no process has it. */
    public static final String HANDLE = "in-process";

    private final JobTask body;
    private final TaskContext context;
    private final FutureTask<@Nullable Void> work;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<TaskEnd> ended = new CompletableFuture<>();

    private InProcessTask(JobTask body, TaskContext context) {
        this.body = body;
        this.context = context;
        this.work = new FutureTask<>(this::run, null);
    }

    /** Starts a task. */
    public static InProcessTask start(JobTask body, TaskContext context, Executor executor) {
        InProcessTask task = new InProcessTask(body, context);
        executor.execute(task.work);
        return task;
    }

    private void run() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        TaskEnd end;
        try {
            body.run(context);
            end = TaskEnd.exited(0);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            e.printStackTrace(context.err());
            end = new TaskEnd(1, false, e.toString());
        } catch (OutOfMemoryError e) {
            end = new TaskEnd(1, true, e.toString());
        }
        context.close();
        ended.complete(end);
    }

    @Override
    public String handle() {
        return HANDLE;
    }

    @Override
    public CompletableFuture<TaskEnd> ended() {
        return ended;
    }

    /** Interrupts. No JVM can end a thread that takes no notice; such a task is given up after the grace. */
    @Override
    public void stop(Duration grace) {
        context.stop();
        if (begun.compareAndSet(false, true)) {
            context.close();
            ended.complete(TaskEnd.lost("The task had not begun."));
        }
        work.cancel(true);
        CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> ended.complete(TaskEnd.lost("The task did not end within " + grace
                        + " of its interrupt; its thread goes on. Let it check" + " JobContext.isStopping().")));
    }
}
