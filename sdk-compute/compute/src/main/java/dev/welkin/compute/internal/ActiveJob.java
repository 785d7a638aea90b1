package dev.welkin.compute.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.ObservedCalls.Running;
import dev.welkin.compute.FailureCause;
import dev.welkin.compute.JobAttempt;
import dev.welkin.compute.JobFailedException;
import dev.welkin.compute.JobResult;
import dev.welkin.compute.JobState;
import dev.welkin.compute.StoredOutput;
import dev.welkin.compute.spi.Place;
import dev.welkin.compute.spi.Task;
import dev.welkin.compute.spi.TaskEnd;
import dev.welkin.compute.spi.TaskId;
import dev.welkin.spi.Shown;
import dev.welkin.time.CloudClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A job that this JVM runs: it takes the job from state to state and keeps its record. */
final class ActiveJob {
    private final JobSite site;
    private final String id;
    private final @Nullable JobWork work;
    private final StopSwitch stop = new StopSwitch();
    private final CompletableFuture<JobResult> done = new CompletableFuture<>();
    /** The job as one call, from its submission, or its adoption, to its end. */
    private final Running run;

    private final AtomicBoolean reported = new AtomicBoolean();
    private volatile JobRecord record;

    /** Runs a job; {@code work} is null for one found again, which is only seen to its end. */
    ActiveJob(JobSite site, JobRecord record, @Nullable JobWork work) {
        this.site = site;
        this.id = record.id();
        this.record = record;
        this.work = work;
        this.run = site.calls().start("run", record.name());
    }

    JobRecord record() {
        return record;
    }

    CompletableFuture<JobResult> done() {
        return done;
    }

    /** Stops the job if its program has not ended yet; it ends CANCELLED. */
    void stop(StopSwitch.Reason reason) {
        stop.request(reason);
    }

    /** Leaves a detached job to whoever opens its Compute next. */
    void abandon() {
        stop.abandon();
        report(CloudException.of(
                ErrorCode.CANCELLED, "Job " + id + " is left to run; whoever opens its Compute next sees its end."));
    }

    /** Begins the next attempt. */
    void begin(JobWork toDo) {
        JobRecord begun = change(r -> r.begin(site.clock().now()));
        TaskId task = new TaskId(id, begun.attempts().size());
        CompletableFuture<Place> place = site.driver()
                .reserve(task, begun.spec().resources(), begun.spec().detached());
        stop.whileWaiting(place);
        CompletableFuture<Place> unused =
                place.whenCompleteAsync((ready, failure) -> settle(task, ready, failure, toDo), site.executor());
    }

    private void settle(TaskId task, @Nullable Place place, @Nullable Throwable failure, JobWork toDo) {
        if (place == null) {
            conclude(ended(task, failure), List.of(), null);
            return;
        }
        try {
            run(task, place, toDo);
        } catch (IOException | RuntimeException e) {
            conclude(ended(task, e), List.of(), place);
        }
    }

    private void run(TaskId task, Place place, JobWork toDo) throws IOException {
        if (!toDo.inputs().isEmpty()) {
            change(r -> r.in(JobState.STAGING));
            site.staging().copy(toDo.inputs(), place, stop::isRequested);
        }
        if (stop.isRequested()) {
            conclude(stopped(task, null), List.of(), place);
            return;
        }
        Task program = place.start(toDo.launch());
        change(r -> r.running(program.handle(), site.clock().now()));
        follow(task, place, program);
    }

    /** Sees a running program to its end, and its job with it. */
    void follow(TaskId task, Place place, Task program) throws IOException {
        stop.whileRunning(program);
        Duration left = Duration.ofMillis(record.spec().maxMillis())
                .minus(Duration.between(lastAttempt().started(), site.clock().now()));
        CloudClock.Timer timer = site.clock().schedule(left, () -> stop.request(StopSwitch.Reason.TIMEOUT));
        TaskEnd end = await(program);
        timer.cancel();
        if (stop.programEnded()) {
            collect(task, place, end);
        }
    }

    private static TaskEnd await(Task program) {
        try {
            return program.ended().get();
        } catch (ExecutionException e) {
            return TaskEnd.lost("Its end could not be seen: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            program.stop(Duration.ZERO);
            return program.ended().join();
        }
    }

    private void collect(TaskId task, Place place, TaskEnd end) throws IOException {
        change(r -> r.in(JobState.COLLECTING));
        site.collecting().logs(task, site.driver());
        List<StoredOutput> outputs =
                site.collecting().outputs(task, record.spec().outputs(), place);
        conclude(judge(task, end), outputs, place);
    }

    private JobAttempt judge(TaskId task, TaskEnd end) {
        Integer code = end.exitCode();
        if (stop.isRequested()) {
            return stopped(task, code);
        }
        if (code == null) {
            return attempt(task, null, FailureCause.LOST, end.message());
        }
        if (code == 0) {
            return attempt(task, 0, null, "");
        }
        String said = end.message().isEmpty() ? "" : " " + end.message();
        return attempt(
                task,
                code,
                end.outOfMemory() ? FailureCause.OOM : FailureCause.EXIT_CODE,
                "Its program ended with exit code " + code + "." + said);
    }

    private JobAttempt stopped(TaskId task, @Nullable Integer code) {
        return stop.reason() == StopSwitch.Reason.TIMEOUT
                ? attempt(
                        task,
                        code,
                        FailureCause.TIMEOUT,
                        "It ran longer than " + Duration.ofMillis(record.spec().maxMillis())
                                + "; give it more with maxDuration.")
                : attempt(task, code, null, stop.reason().message());
    }

    private JobAttempt ended(TaskId task, @Nullable Throwable failure) {
        if (stop.isRequested()) {
            return stopped(task, null);
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        Throwable shown = cause instanceof UncheckedIOException && cause.getCause() != null ? cause.getCause() : cause;
        return attempt(task, null, FailureCause.BACKEND_ERROR, String.valueOf(shown));
    }

    private JobAttempt attempt(TaskId task, @Nullable Integer code, @Nullable FailureCause cause, String message) {
        Instant now = site.clock().now();
        return new JobAttempt(
                task.attempt(), record.backend(), lastAttempt().started(), now, code, cause, Shown.of(message, 1000));
    }

    private JobAttempt lastAttempt() {
        return record.attempts().get(record.attempts().size() - 1);
    }

    /** Ends the attempt; then there is another one, or the job is over. */
    private void conclude(JobAttempt attempt, List<StoredOutput> outputs, @Nullable Place place) {
        JobWork again = retried(attempt);
        JobState next = again == null ? finalState(attempt) : JobState.QUEUED;
        try {
            change(r -> r.end(next, attempt, outputs, site.clock().now()));
            if (place != null) {
                place.close();
            }
        } catch (RuntimeException e) {
            giveUp(e, place);
            return;
        }
        if (again == null) {
            finish();
        } else {
            again(attempt, again);
        }
    }

    /** The record cannot be written: nothing may run on that nobody can see, unless another JVM has taken it over. */
    private void giveUp(RuntimeException failure, @Nullable Place place) {
        boolean takenOver = failure instanceof CloudException known && known.code() == ErrorCode.CONFLICT;
        if (place != null && !takenOver) {
            place.close();
        }
        fail(failure);
    }

    /** Ends the job for this JVM without a result. */
    void fail(Exception failure) {
        report(
                failure instanceof CloudException known
                        ? known
                        : CloudException.of(ErrorCode.INTERNAL, "Job " + id + " cannot be seen to its end", failure));
        done.completeExceptionally(failure);
    }

    private void finish() {
        JobResult result = record.result();
        report(failure(result));
        done.complete(result);
    }

    private static @Nullable CloudException failure(JobResult result) {
        try {
            result.orThrow();
            return null;
        } catch (JobFailedException e) {
            return e;
        }
    }

    private void report(@Nullable CloudException failure) {
        if (reported.getAndSet(true)) {
            return;
        }
        if (failure == null) {
            run.succeeded();
        } else {
            run.failed(failure);
        }
    }

    private @Nullable JobWork retried(JobAttempt attempt) {
        boolean wanted = work != null
                && attempt.cause() != null
                && work.retry().causes().contains(attempt.cause())
                && attempt.number() < work.retry().maxAttempts()
                && stop.reason() != StopSwitch.Reason.CANCEL;
        return wanted ? work : null;
    }

    private JobState finalState(JobAttempt attempt) {
        FailureCause cause = attempt.cause();
        if (cause == null) {
            return stop.isRequested() ? JobState.CANCELLED : JobState.SUCCEEDED;
        }
        return switch (cause) {
            case TIMEOUT -> JobState.TIMED_OUT;
            case LOST -> JobState.LOST;
            default -> JobState.FAILED;
        };
    }

    private void again(JobAttempt failed, JobWork toDo) {
        stop.reset();
        Duration delay = toDo.retry().delayAfter(failed.number());
        run.retried(delay, CloudException.of(ErrorCode.FAILED, failed.message()));
        try {
            stop.whileSleeping(() -> site.clock().sleep(delay));
        } catch (InterruptedException e) {
            stop.request(StopSwitch.Reason.CANCEL);
        }
        if (stop.isRequested()) {
            change(r -> r.end(
                    JobState.CANCELLED, stop.reason().message(), site.clock().now()));
            finish();
        } else {
            run.again();
            begin(toDo);
        }
    }

    private JobRecord change(UnaryOperator<JobRecord> change) {
        String owner = site.driver().owner();
        JobRecord changed = site.store().update(id, r -> {
            if (!r.owner().equals(owner)) {
                throw CloudException.of(
                        ErrorCode.CONFLICT, "Job " + id + " was taken over by another JVM: " + r.owner());
            }
            return change.apply(r);
        });
        record = changed;
        return changed;
    }
}
