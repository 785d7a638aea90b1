package dev.welkin.compute.internal;

import dev.welkin.compute.JobAttempt;
import dev.welkin.compute.JobResult;
import dev.welkin.compute.JobState;
import dev.welkin.compute.StoredOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a job, so that another JVM can attach: {@code jobs/<id>/record.json}.
 *
 * @param version of this form; a reader ignores fields it does not know
 * @param owner the JVM that runs it, in the driver's words
 * @param handle the running program in the driver's words; empty while none runs
 */
public record JobRecord(
        int version,
        String id,
        String name,
        JobState state,
        String owner,
        String backend,
        Instant submitted,
        @Nullable Instant ended,
        String handle,
        List<JobAttempt> attempts,
        List<StoredOutput> outputs,
        String message,
        JobDescription spec) {
    static final int VERSION = 1;

    /** Copies the lists. */
    public JobRecord {
        attempts = List.copyOf(attempts);
        outputs = List.copyOf(outputs);
    }

    static JobRecord queued(String id, String name, String owner, String backend, Instant now, JobDescription spec) {
        return new JobRecord(
                VERSION, id, name, JobState.QUEUED, owner, backend, now, null, "", List.of(), List.of(), "", spec);
    }

    JobRecord in(JobState next) {
        return copy(next, owner, ended, handle, attempts, outputs, message);
    }

    JobRecord ownedBy(String another) {
        return copy(state, another, ended, handle, attempts, outputs, message);
    }

    /** The attempt begins: it is added without an end. */
    JobRecord begin(Instant now) {
        List<JobAttempt> more = new ArrayList<>(attempts);
        more.add(new JobAttempt(more.size() + 1, backend, now, null, null, null, ""));
        return copy(JobState.QUEUED, owner, null, "", more, List.of(), "");
    }

    JobRecord running(String started, Instant now) {
        JobAttempt last = attempts.get(attempts.size() - 1);
        JobAttempt since = new JobAttempt(last.number(), last.backend(), now, null, null, null, "");
        return copy(JobState.RUNNING, owner, null, started, replaceLast(since), outputs, message);
    }

    /** The attempt ends, and with it the job unless {@code next} says otherwise. */
    JobRecord end(JobState next, JobAttempt attempt, List<StoredOutput> stored, Instant now) {
        List<JobAttempt> all = attempts.isEmpty() ? List.of(attempt) : replaceLast(attempt);
        return copy(next, owner, next.isTerminal() ? now : null, "", all, stored, attempt.message());
    }

    /** The job ends without an attempt. */
    JobRecord end(JobState next, String why, Instant now) {
        return copy(next, owner, now, "", attempts, outputs, why);
    }

    private List<JobAttempt> replaceLast(JobAttempt attempt) {
        List<JobAttempt> all = new ArrayList<>(attempts);
        all.set(all.size() - 1, attempt);
        return all;
    }

    private JobRecord copy(
            JobState nextState,
            String nextOwner,
            @Nullable Instant nextEnded,
            String nextHandle,
            List<JobAttempt> nextAttempts,
            List<StoredOutput> nextOutputs,
            String nextMessage) {
        return new JobRecord(
                version,
                id,
                name,
                nextState,
                nextOwner,
                backend,
                submitted,
                nextEnded,
                nextHandle,
                nextAttempts,
                nextOutputs,
                nextMessage,
                spec);
    }

    JobResult result() {
        Instant end = ended == null ? submitted : ended;
        return new JobResult(id, name, state, submitted, end, attempts, outputs, message);
    }
}
