package dev.welkin.compute;

import dev.welkin.Capabilities;
import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.compute.internal.JobEngine;
import dev.welkin.compute.spi.ComputeBackend;
import dev.welkin.compute.spi.ComputeDriver;
import dev.welkin.config.Target;
import dev.welkin.spi.Backends;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Drainable;
import dev.welkin.spi.Stage;
import dev.welkin.storage.Bucket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs jobs: on this machine by default, elsewhere by configuration. A job's record, logs and outputs are kept in a
 * bucket, so that another JVM with the same configuration attaches to it. Safe for use by several threads.
 *
 * <pre>{@code
 * Compute compute = Compute.open(cloud);
 * Job job = compute.submit(JobSpec.named("train")
 *         .javaMain(Train.class, "--epochs", "10")
 *         .input(BucketPath.in("readings").prefix("2026/"), "data")
 *         .output("model/**", BucketPath.in("models").prefix("candidate/"))
 *         .maxDuration(Duration.ofMinutes(30)));
 * JobResult result = job.await(Duration.ofHours(1)).orThrow();
 * }</pre>
 */
public final class Compute implements Drainable {
    /** How long {@link #close()} waits for running jobs. */
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(30);

    private static final Map<String, String> ARTIFACTS = Map.of();

    private final JobEngine engine;
    private final List<ComputeDriver> drivers;
    private final Optional<Bucket> ownRecords;
    private final Optional<Cloud> ownCloud;

    private Compute(
            JobEngine engine, List<ComputeDriver> drivers, Optional<Bucket> ownRecords, Optional<Cloud> ownCloud) {
        this.engine = engine;
        this.drivers = drivers;
        this.ownRecords = ownRecords;
        this.ownCloud = ownCloud;
    }

    /**
     * Opens the Compute named {@code default}.
     *
     * @param cloud the Cloud; it closes the Compute
     * @return the one instance of this Cloud
     * @throws CloudException INVALID_ARGUMENT if the configuration does not say what it is
     */
    public static Compute open(Cloud cloud) {
        return open(cloud, "default");
    }

    /**
     * Opens a Compute by its name in the configuration.
     *
     * @param cloud the Cloud; it closes the Compute
     * @param name the name
     * @return the one instance of this name and Cloud
     * @throws CloudException INVALID_ARGUMENT if the configuration does not say what it is
     */
    public static Compute open(Cloud cloud, String name) {
        return cloud.context().shared(Stage.JOBS, "compute:" + name, () -> start(cloud, name, Optional.empty()));
    }

    /**
     * Opens a Compute on its own, with a private Cloud that is closed with it.
     *
     * @param url for example {@code local:./jobs?cores=2}
     * @return a new instance; close it
     * @throws CloudException INVALID_ARGUMENT if the URL names no known backend or an unknown option
     */
    public static Compute open(String url) {
        Cloud cloud = Cloud.builder()
                .config(Map.of("compute", Map.of("default", url)))
                .open();
        try {
            return start(cloud, "default", Optional.of(cloud));
        } catch (RuntimeException e) {
            cloud.close();
            throw e;
        }
    }

    private static Compute start(Cloud cloud, String name, Optional<Cloud> ownCloud) {
        CloudContext context = cloud.context();
        List<Target> targets = context.targets("compute", name);
        List<ComputeDriver> drivers = targets.stream()
                .map(t -> Backends.find(ComputeBackend.class, t, ARTIFACTS).open(t, context))
                .toList();
        Optional<String> named = targets.get(0).text("records");
        Bucket records = named.map(bucket -> Bucket.open(cloud, bucket))
                .orElseGet(() -> Bucket.open(drivers.get(0).recordsUrl()));
        JobEngine engine = new JobEngine(context, drivers, records, bucket -> Bucket.open(cloud, bucket));
        context.executor().execute(engine::sweep);
        return new Compute(engine, drivers, named.isPresent() ? Optional.empty() : Optional.of(records), ownCloud);
    }

    /**
     * Submits a job. It starts as soon as there is room for it.
     *
     * @param spec what to do
     * @return the job; the earlier one if the same name and idempotency key were submitted before
     * @throws CloudException before anything is created: INVALID_ARGUMENT for a spec without a program or a secret that
     *     cannot be read; UNSUPPORTED or QUOTA_EXCEEDED if no configured backend can do it, with the reasons;
     *     ALREADY_EXISTS if the key belongs to other work
     */
    public Job submit(JobSpec spec) {
        return new Job(engine, engine.submit(spec));
    }

    /**
     * Tells where a job would run, without creating anything.
     *
     * @param spec what to do
     * @return the plan
     * @throws CloudException what {@link #submit} would throw before it creates anything
     */
    public Plan plan(JobSpec spec) {
        return engine.plan(spec);
    }

    /**
     * Attaches to a job, whichever JVM submitted it.
     *
     * @param id the job's id
     * @return the job
     * @throws CloudException NOT_FOUND if there is no such job
     */
    public Job job(String id) {
        engine.require(id);
        return new Job(engine, id);
    }

    /**
     * Lists jobs.
     *
     * @param filter which
     * @return them, the latest submitted first
     */
    public List<Job> jobs(JobFilter filter) {
        return engine.list(filter).stream().map(id -> new Job(engine, id)).toList();
    }

    /**
     * Returns what the first configured backend can do.
     *
     * @return its capabilities
     */
    public Capabilities capabilities() {
        if (drivers.isEmpty()) {
            throw CloudException.of(ErrorCode.INTERNAL, "a Compute has at least one backend");
        }
        return drivers.get(0).capabilities();
    }

    /** Closes within {@link #DEFAULT_DRAIN}; see {@link #close(Duration)}. */
    @Override
    public void close() {
        close(DEFAULT_DRAIN);
    }

    /**
     * Waits for the jobs that this Compute started, then cancels those that have not ended. A detached job that runs is
     * left to run. Later calls do nothing.
     *
     * @param within how long to wait for jobs to end by themselves
     */
    @Override
    public void close(Duration within) {
        engine.close(within);
        drivers.forEach(ComputeDriver::close);
        ownRecords.ifPresent(Bucket::close);
        ownCloud.ifPresent(Cloud::close);
    }
}
