package dev.welkin.compute.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.call.ObservedCalls;
import dev.welkin.compute.JobFilter;
import dev.welkin.compute.JobResult;
import dev.welkin.compute.JobSpec;
import dev.welkin.compute.JobState;
import dev.welkin.compute.Plan;
import dev.welkin.compute.Program;
import dev.welkin.compute.spi.ComputeDriver;
import dev.welkin.compute.spi.Launch;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Shown;
import dev.welkin.storage.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Submits, finds and ends the jobs of one Compute. Safe for use by several threads. */
public final class JobEngine {
    private static final Logger LOG = LoggerFactory.getLogger(JobEngine.class);
    private static final Duration RECORD_POLL = Duration.ofMillis(50);

    private final CloudContext context;
    private final List<ComputeDriver> drivers;
    private final JobStore store;
    private final SecretRefs secrets;
    private final Staging staging;
    private final Collecting collecting;
    private final JobIds ids = new JobIds();
    private final Map<String, ActiveJob> active = new ConcurrentHashMap<>();
    private final Recovery recovery;
    private final CancelWatch cancels;
    private final ObservedCalls calls;
    private volatile boolean closed;

    /** Makes an engine; {@code buckets} opens a bucket by its configured name. */
    public JobEngine(
            CloudContext context, List<ComputeDriver> drivers, Bucket records, Function<String, Bucket> buckets) {
        this.context = context;
        this.drivers = List.copyOf(drivers);
        this.store = new JobStore(records);
        this.secrets = new SecretRefs(context.environment());
        this.staging = new Staging(buckets);
        this.collecting = new Collecting(store, buckets);
        this.recovery = new Recovery(this);
        this.cancels = new CancelWatch(store, active);
        this.calls = ObservedCalls.of(
                context, "compute", drivers.get(0).capabilities().backend());
    }

    /** Says where a job would run. */
    public Plan plan(JobSpec spec) {
        return calls.call("plan", spec.name(), () -> {
            secrets.read(spec.secrets());
            return Planning.choose(spec, drivers).plan();
        });
    }

    /** Starts a job, or finds the one that the same key started, and returns its id. */
    public String submit(JobSpec spec) {
        return calls.call("submit", spec.name(), () -> queue(spec));
    }

    private String queue(JobSpec spec) {
        if (closed) {
            throw CloudException.of(ErrorCode.CLOSED, "This Compute is closed; open another to submit a job.");
        }
        Map<String, Secret> values = secrets.read(spec.secrets());
        ComputeDriver driver = Planning.choose(spec, drivers).driver();
        Program program = Planning.programOf(spec);
        JobRecord record = JobRecord.queued(
                ids.idOf(spec, context.clock().now()),
                spec.name(),
                driver.owner(),
                driver.capabilities().backend(),
                context.clock().now(),
                JobDescription.of(spec, program));
        if (store.create(record)) {
            Launch launch = new Launch(program, spec.env(), values, spec.resources(), spec.isDetached());
            start(driver, record, new JobWork(launch, spec.inputs(), spec.retry()));
        } else {
            requireSameWork(record);
        }
        return record.id();
    }

    private void requireSameWork(JobRecord wanted) {
        JobRecord known = store.get(wanted.id());
        if (!known.spec().fingerprint().equals(wanted.spec().fingerprint())) {
            throw CloudException.builder(
                            ErrorCode.ALREADY_EXISTS,
                            "The idempotency key of job '" + wanted.name() + "' belongs to job " + wanted.id()
                                    + ", which does other work; use another key for other work.")
                    .reason("other_work")
                    .resource(wanted.id())
                    .build();
        }
    }

    private void start(ComputeDriver driver, JobRecord record, JobWork work) {
        ActiveJob job = track(new ActiveJob(site(driver), record, work));
        job.begin(work);
    }

    /** Keeps a job while it is active. */
    ActiveJob track(ActiveJob job) {
        String id = job.record().id();
        active.put(id, job);
        CompletableFuture<JobResult> unused = job.done().whenComplete((result, failure) -> active.remove(id, job));
        cancels.watch();
        return job;
    }

    JobSite site(ComputeDriver driver) {
        return new JobSite(
                driver,
                store,
                staging,
                collecting,
                context.clock(),
                context.executor(),
                ObservedCalls.of(context, "compute", driver.capabilities().backend()));
    }

    List<ComputeDriver> drivers() {
        return drivers;
    }

    /** The job, if this JVM runs it. */
    @Nullable ActiveJob active(String id) {
        return active.get(id);
    }

    JobStore store() {
        return store;
    }

    @Nullable ComputeDriver driverOf(JobRecord record) {
        return drivers.stream()
                .filter(d -> d.capabilities().backend().equals(record.backend()))
                .findFirst()
                .orElse(null);
    }

    /** The job as it stands; one whose JVM is gone is seen to first. */
    JobRecord current(String id) {
        ActiveJob mine = active.get(id);
        return mine == null ? recovery.settle(store.get(id)) : mine.record();
    }

    /** Tells that there is such a job. */
    public void require(String id) {
        if (!id.matches("[A-Za-z0-9_-]{1,200}")) {
            throw CloudException.of(ErrorCode.NOT_FOUND, "'" + Shown.of(id) + "' is no job's id.");
        }
        current(id);
    }

    /** The job's name. */
    public String name(String id) {
        return current(id).name();
    }

    /** The job's state. */
    public JobState state(String id) {
        return current(id).state();
    }

    /** The ids of the jobs that a filter takes, the latest submitted first. */
    public List<String> list(JobFilter filter) {
        String named = filter.name();
        return calls.call("list", named == null ? "" : named, () -> find(filter));
    }

    private List<String> find(JobFilter filter) {
        List<JobRecord> found = new ArrayList<>();
        for (String id : store.ids()) {
            JobRecord record = current(id);
            boolean named = filter.name() == null || filter.name().equals(record.name());
            if (named && filter.states().contains(record.state())) {
                found.add(record);
            }
        }
        found.sort((a, b) -> b.submitted().compareTo(a.submitted()));
        return found.stream().map(JobRecord::id).toList();
    }

    /** Stops a job, wherever it runs. */
    public void cancel(String id) {
        calls.call("cancel", id, () -> stop(id));
    }

    /** Returns whether there was anything to stop. */
    private boolean stop(String id) {
        ActiveJob mine = active.get(id);
        if (mine == null && current(id).state().isTerminal()) {
            return false;
        }
        ActiveJob found = mine == null ? active.get(id) : mine; // looking at it may have adopted it
        if (found != null) {
            found.stop(StopSwitch.Reason.CANCEL);
        } else {
            store.requestCancel(id);
        }
        return true;
    }

    /** Waits in real time until the job has ended. */
    public JobResult await(String id, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        try {
            while (true) {
                ActiveJob mine = active.get(id);
                JobRecord record = current(id);
                if (mine == null && record.state().isTerminal()) {
                    return record.result();
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw late(record, within);
                }
                if (mine == null) {
                    TimeUnit.NANOSECONDS.sleep(Math.min(left, RECORD_POLL.toNanos()));
                } else {
                    return mine.done().get(left, TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException e) {
            throw CloudException.interrupted("await job " + id, e);
        } catch (TimeoutException e) {
            throw late(current(id), within);
        } catch (ExecutionException e) {
            throw unseen(id, e.getCause());
        }
    }

    private static CloudException unseen(String id, @Nullable Throwable cause) {
        return cause instanceof CloudException known
                ? known
                : CloudException.builder(ErrorCode.INTERNAL, "Job " + id + " could not be seen to its end.")
                        .cause(cause)
                        .build();
    }

    private static CloudException late(JobRecord record, Duration within) {
        return CloudException.builder(
                        ErrorCode.TIMEOUT,
                        "Job " + record.id() + " was awaited for " + within + " and is " + record.state()
                                + "; it goes on. Await it again, or cancel it.")
                .operation("compute.await")
                .resource(record.id())
                .build();
    }

    /** Reads the job's log from its beginning. */
    public LogFollower logs(String id, boolean follow) {
        require(id);
        return new LogFollower(this, id, follow);
    }

    /** Sees to the jobs that a JVM left that is gone; nobody waits for it. */
    public void sweep() {
        try {
            for (String id : store.ids()) {
                if (!closed && !active.containsKey(id)) {
                    recovery.settle(store.get(id));
                }
            }
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.warn("Looking for jobs left by a JVM that is gone failed; attaching to one looks again", e);
            }
        }
    }

    /** Waits for the jobs of this JVM, then cancels them; detached ones that run are left to run. */
    public void close(Duration within) {
        closed = true;
        recovery.close();
        long deadline = System.nanoTime() + within.toNanos();
        for (ActiveJob job : List.copyOf(active.values())) {
            if (job.record().spec().detached() && job.record().state() == JobState.RUNNING) {
                job.abandon();
            } else {
                drain(job, deadline);
            }
        }
        cancels.close();
    }

    private static void drain(ActiveJob job, long deadline) {
        try {
            job.done().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            job.stop(StopSwitch.Reason.CLOSE);
            job.done().exceptionally(failure -> null).join();
        } catch (InterruptedException e) {
            job.stop(StopSwitch.Reason.CLOSE);
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // whoever awaits the job gets it
        }
    }
}
