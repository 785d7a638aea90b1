package dev.welkin.compute.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.CloudMetrics.Series;
import dev.welkin.ErrorCode;
import dev.welkin.Feature;
import dev.welkin.compute.BucketPath;
import dev.welkin.compute.Compute;
import dev.welkin.compute.ComputeFeature;
import dev.welkin.compute.FailureCause;
import dev.welkin.compute.Job;
import dev.welkin.compute.JobFailedException;
import dev.welkin.compute.JobFilter;
import dev.welkin.compute.JobLogs;
import dev.welkin.compute.JobResult;
import dev.welkin.compute.JobRetry;
import dev.welkin.compute.JobSpec;
import dev.welkin.compute.JobState;
import dev.welkin.compute.LogLine;
import dev.welkin.compute.Plan;
import dev.welkin.compute.Resources;
import dev.welkin.storage.Bucket;
import dev.welkin.testkit.Canary;
import dev.welkin.testkit.Candidate;
import dev.welkin.testkit.Contract;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds for jobs on every backend. A backend's test extends this class and gives a {@link ComputeFixture}; what it
 * does not declare in its capabilities is skipped, what it declares must pass. Programs run on the machine of the test.
 */
public abstract class ComputeContract implements Contract {
    /** Long enough for any job of the contract on a slow machine; nothing waits that long unless it fails. */
    protected static final Duration LONG = Duration.ofSeconds(60);

    private static final long MIB = 1 << 20;
    private static final String WITHOUT = "no ";
    private static final String WAITING_CLOCK = "a clock that waits";

    /** A folder for the test's own files. */
    @TempDir
    protected Path scratch = Path.of("");

    private @Nullable ComputeFixture fixture;
    private Cloud cloud = Cloud.inMemory();
    private Compute compute = Compute.open(cloud);

    /** For subclasses. */
    protected ComputeContract() {}

    /**
     * Makes the fixture of one test.
     *
     * @return a new fixture
     */
    protected abstract ComputeFixture newFixture();

    @Override
    public final Candidate candidate() {
        Set<String> features =
                compute.capabilities().features().stream().map(Feature::name).collect(Collectors.toSet());
        return new Candidate("compute", fixture().name(), fixture().judge(), features);
    }

    @Override
    public final Set<String> required(AnnotatedElement place) {
        Requires requires = place.getAnnotation(Requires.class);
        return requires == null ? Set.of() : requires(requires);
    }

    private static Set<String> requires(Requires requires) {
        Set<String> all = new HashSet<>(Contract.names(requires.value()));
        Contract.names(requires.without()).forEach(feature -> all.add(WITHOUT + feature));
        if (requires.waitingClock()) {
            all.add(WAITING_CLOCK);
        }
        return all;
    }

    @Override
    public final boolean has(String requirement) {
        if (requirement.equals(WAITING_CLOCK)) {
            return fixture().clockWaits();
        }
        return requirement.startsWith(WITHOUT)
                ? !Contract.super.has(requirement.substring(WITHOUT.length()))
                : Contract.super.has(requirement);
    }

    @BeforeEach
    final void open() {
        cloud.close();
        fixture = newFixture();
        cloud = fixture.open(Cloud.builder());
        compute = Compute.open(cloud);
    }

    @AfterEach
    final void close() {
        compute.close(Duration.ZERO);
        cloud.close();
        fixture().close();
    }

    private ComputeFixture fixture() {
        if (fixture == null) {
            throw new IllegalStateException("the test has not begun");
        }
        return fixture;
    }

    /**
     * Returns the Compute of the running test.
     *
     * @return the Compute
     */
    protected final Compute compute() {
        return compute;
    }

    /**
     * Submits a job and waits for its end.
     *
     * @param spec what to do
     * @return how it went
     */
    protected final JobResult run(JobSpec spec) {
        return compute.submit(spec).await(LONG);
    }

    // --- tasks in this JVM

    @Test
    @Requires(ComputeFeature.IN_PROCESS)
    void taskRunsInThisJvmAndItsOutputIsKept() {
        Job job = compute.submit(JobSpec.named("task").run(context -> {
            context.out().println("from " + context.jobId());
            context.err().println("attempt " + context.attempt());
        }));
        JobResult result = job.await(LONG).orThrow();
        assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(result.exitCode()).hasValue(0);
        assertThat(Programs.printed(job, LogLine.Source.STDOUT)).containsExactly("from " + job.id());
        assertThat(Programs.printed(job, LogLine.Source.STDERR)).containsExactly("attempt 1");
    }

    @Test
    @Requires(ComputeFeature.IN_PROCESS)
    void taskThatThrowsFailsWithItsStackTraceInTheLog() {
        Job job = compute.submit(JobSpec.named("task").run(context -> {
            throw new IOException("no model\u001b[2J");
        }));
        JobResult result = job.await(LONG);
        assertThat(result.state()).isEqualTo(JobState.FAILED);
        assertThat(result.cause()).hasValue(FailureCause.EXIT_CODE);
        assertThat(result.message()).contains("no model\\u001b[2J").doesNotContain("\u001b");
        assertThat(Programs.printed(job, LogLine.Source.STDERR)).anyMatch(line -> line.startsWith("\tat "));
    }

    @Test
    @Requires(ComputeFeature.IN_PROCESS)
    void cancelInterruptsATask() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean toldToStop = new AtomicBoolean();
        Job job = compute.submit(JobSpec.named("task").run(context -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                toldToStop.set(context.isStopping());
            }
        }));
        started.await();
        job.cancel();
        assertThat(job.await(LONG).state()).isEqualTo(JobState.CANCELLED);
        assertThat(toldToStop).isTrue();
    }

    @Test
    @Requires(ComputeFeature.IN_PROCESS)
    void taskThatTakesNoNoticeOfACancelIsGivenUp() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean go = new AtomicBoolean();
        Job job = compute.submit(JobSpec.named("deaf").run(context -> {
            started.countDown();
            while (!go.get()) {
                Thread.onSpinWait();
            }
        }));
        started.await();
        job.cancel();
        try {
            assertThat(job.await(LONG).state()).isEqualTo(JobState.CANCELLED);
        } finally {
            go.set(true);
        }
    }

    @Test
    @Requires(ComputeFeature.IN_PROCESS)
    void taskCannotBeLimitedOrDetached() {
        JobSpec task = JobSpec.named("task").run(context -> {});
        for (JobSpec spec : List.of(task.detached(), task.resources(Resources.memory(MIB)))) {
            assertThatThrownBy(() -> compute.submit(spec))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                    .hasMessageContaining("javaMain");
        }
        assertThat(compute.jobs(JobFilter.all())).isEmpty();
    }

    // --- the job's life

    @Test
    @Requires(ComputeFeature.IN_PROCESS)
    void retriesByCauseAndKeepsEachAttempt() {
        AtomicInteger runs = new AtomicInteger();
        Job job = compute.submit(JobSpec.named("flaky")
                .run(context -> {
                    context.out().println("run " + runs.incrementAndGet());
                    if (runs.get() < 3) {
                        throw new IOException("again");
                    }
                })
                .retry(JobRetry.on(FailureCause.EXIT_CODE).backoff(Duration.ofMillis(1))));
        JobResult result = job.await(LONG).orThrow();
        assertThat(result.attempts()).hasSize(3);
        assertThat(result.attempts().get(0).cause()).isEqualTo(FailureCause.EXIT_CODE);
        assertThat(Programs.printed(job, LogLine.Source.STDOUT)).containsExactly("run 1", "run 2", "run 3");
    }

    @Test
    @Requires(ComputeFeature.IN_PROCESS)
    void aJobIsOneCallWhateverItsAttempts() {
        AtomicInteger runs = new AtomicInteger();
        run(JobSpec.named("flaky")
                .run(context -> {
                    if (runs.incrementAndGet() < 3) {
                        throw new IOException("again");
                    }
                })
                .retry(JobRetry.on(FailureCause.EXIT_CODE).backoff(Duration.ofMillis(1))));
        run(JobSpec.named("broken").run(context -> {
            throw new IOException("no");
        }));

        Series jobs = calls("run");
        assertThat(jobs.count()).isEqualTo(2);
        assertThat(jobs.retries()).isEqualTo(2);
        assertThat(jobs.errors()).isEqualTo(Map.of(ErrorCode.FAILED, 1L));
    }

    @Test
    @Requires(ComputeFeature.IN_PROCESS)
    void askingForJobsIsReported() {
        JobSpec spec = JobSpec.named("quick").run(context -> {});
        compute.plan(spec);
        Job job = compute.submit(spec);
        job.await(LONG);
        job.cancel();
        compute.jobs(JobFilter.all());
        assertThatThrownBy(() -> compute.submit(JobSpec.named("empty"))).isInstanceOf(CloudException.class);

        for (String operation : List.of("plan", "cancel", "list", "run")) {
            assertThat(calls(operation).count()).as(operation).isEqualTo(1);
        }
        assertThat(calls("submit").count()).isEqualTo(2);
        assertThat(calls("submit").errors()).isEqualTo(Map.of(ErrorCode.INVALID_ARGUMENT, 1L));
    }

    private Series calls(String operation) {
        return cloud.metrics()
                .of("compute", compute.capabilities().backend(), operation)
                .orElseThrow();
    }

    @Test
    @Requires(ComputeFeature.IN_PROCESS)
    void anExitCodeIsNotRetriedUnlessAsked() {
        AtomicInteger runs = new AtomicInteger();
        JobResult result = run(JobSpec.named("once").run(context -> {
            runs.incrementAndGet();
            throw new IOException("no");
        }));
        assertThat(result.attempts()).hasSize(1);
        assertThat(runs).hasValue(1);
    }

    @Test
    @Requires(value = ComputeFeature.IN_PROCESS, waitingClock = true)
    void cancelWhileWaitingForTheNextAttemptEndsTheJob() {
        JobRetry slow = JobRetry.on(FailureCause.EXIT_CODE).backoff(Duration.ofMinutes(1));
        AtomicInteger runs = new AtomicInteger();
        Job job = compute.submit(JobSpec.named("flaky")
                .run(context -> {
                    runs.incrementAndGet();
                    throw new IOException("again");
                })
                .retry(slow));
        Awaitility.await().atMost(LONG).until(() -> runs.get() == 1 && job.state() == JobState.QUEUED);
        job.cancel();
        assertThat(job.await(LONG).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    @Requires(ComputeFeature.IN_PROCESS)
    void sameNameAndKeyAreOneJob() {
        AtomicInteger runs = new AtomicInteger();
        JobSpec spec =
                JobSpec.named("train").run(context -> runs.incrementAndGet()).idempotencyKey("2026-11");
        Job first = compute.submit(spec);
        Job second = compute.submit(spec);
        assertThat(second.id()).isEqualTo(first.id());
        first.await(LONG).orThrow();
        assertThat(compute.submit(spec).await(LONG).orThrow().attempts()).hasSize(1);
        assertThat(runs).hasValue(1);
        assertThat(compute.submit(spec.idempotencyKey("2026-12")).id()).isNotEqualTo(first.id());
    }

    @Test
    @Requires(ComputeFeature.IN_PROCESS)
    void aKeyBelongsToOneWork() {
        JobSpec spec = JobSpec.named("train").run(context -> {}).idempotencyKey("k");
        compute.submit(spec);
        assertThatThrownBy(
                        () -> compute.submit(spec.resources(Resources.cpus(0.5).reservedOnly())))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
    }

    @Test
    @Requires(ComputeFeature.IN_PROCESS)
    void jobsAreListedByNameAndState() {
        Job good = compute.submit(JobSpec.named("good").run(context -> {}));
        Job bad = compute.submit(JobSpec.named("bad").run(context -> {
            throw new IOException("no");
        }));
        good.await(LONG);
        bad.await(LONG);
        assertThat(compute.jobs(JobFilter.all())).hasSize(2);
        assertThat(compute.jobs(JobFilter.all().in(JobState.FAILED)))
                .extracting(Job::id)
                .containsExactly(bad.id());
        assertThat(compute.jobs(JobFilter.all().named("good")))
                .extracting(Job::id)
                .containsExactly(good.id());
    }

    @Test
    void unknownJobIsNotFound() {
        for (String id : List.of("none-1", "../x", "")) {
            assertThatThrownBy(() -> compute.job(id))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
    }

    @Test
    @Requires(ComputeFeature.IN_PROCESS)
    void awaitThatRunsOutLeavesTheJobRunning() {
        CountDownLatch go = new CountDownLatch(1);
        Job job = compute.submit(JobSpec.named("slow").run(context -> go.await()));
        assertThatThrownBy(() -> job.await(Duration.ofMillis(1)))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));
        go.countDown();
        job.await(LONG).orThrow();
    }

    @Test
    @Requires(ComputeFeature.IN_PROCESS)
    void cancellingAnEndedJobChangesNothing() {
        Job job = compute.submit(JobSpec.named("quick").run(context -> {}));
        job.await(LONG).orThrow();
        job.cancel();
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    @Requires(ComputeFeature.IN_PROCESS)
    void closeWaitsForAJobThatEndsInTime() {
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch closing = new CountDownLatch(1);
        compute.submit(JobSpec.named("last").run(context -> {
            closing.await();
            done.set(true);
        }));
        closing.countDown();
        compute.close(LONG);
        assertThat(done).isTrue();
    }

    @Test
    @Requires(ComputeFeature.IN_PROCESS)
    void closeCancelsAJobThatDoesNotEndInTime() {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        Job job = compute.submit(JobSpec.named("endless").run(context -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
            }
        }));
        Awaitility.await().atMost(LONG).until(() -> started.getCount() == 0);
        compute.close(Duration.ZERO);
        assertThat(interrupted).isTrue();
        assertThatThrownBy(() -> compute.submit(JobSpec.named("late").run(context -> {})))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
        assertThat(job.id()).startsWith("endless-");
    }

    @Test
    void jobWithoutAProgramIsRefused() {
        assertThatThrownBy(() -> compute.submit(JobSpec.named("empty")))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void aJobThatCanNeverFitIsRefusedByThePlan() {
        JobSpec huge = JobSpec.named("huge")
                .run(context -> {})
                .resources(Resources.cpus(999_999).reservedOnly());
        assertThatThrownBy(() -> compute.plan(huge))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED));
        assertThat(compute.jobs(JobFilter.all())).isEmpty();
    }

    @Test
    @Requires(without = ComputeFeature.PROCESSES)
    void withoutProcessesACommandIsUnsupportedAndNamesAnAlternative() {
        JobSpec command = JobSpec.named("sh").command("true");
        assertThatThrownBy(() -> compute.plan(command))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                .hasMessageContaining("JobSpec.run");
        assertThatThrownBy(() -> compute.submit(command)).isInstanceOf(CloudException.class);
        assertThat(compute.jobs(JobFilter.all())).isEmpty();
    }

    // --- processes

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void commandSucceedsAndItsStreamsAreKeptApart() {
        Job job = compute.submit(JobSpec.named("sh").shell("echo out; echo err >&2; printf last"));
        job.await(LONG).orThrow();
        assertThat(Programs.printed(job, LogLine.Source.STDOUT)).containsExactly("out", "last");
        assertThat(Programs.printed(job, LogLine.Source.STDERR)).containsExactly("err");
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void exitCodeIsReportedAndThrown() {
        JobResult result = run(JobSpec.named("sh").shell("exit 3"));
        assertThat(result.state()).isEqualTo(JobState.FAILED);
        assertThat(result.exitCode()).hasValue(3);
        assertThatThrownBy(result::orThrow).isInstanceOfSatisfying(JobFailedException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.FAILED);
            assertThat(e.reason()).isEqualTo("exit_code");
            assertThat(e.result()).isEqualTo(result);
        });
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void aProgramEndedByASignalHas128PlusItsNumber() {
        Job job = compute.submit(JobSpec.named("sh").shell("kill -9 $$"));
        assertThat(job.await(LONG).exitCode()).hasValue(137);
        assertThat(job.await(LONG).cause()).hasValue(FailureCause.EXIT_CODE);
        assertThat(Programs.printed(job, LogLine.Source.STDERR)).isEmpty();
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void aCommandThatIsNotThereEndsWith127AndSaysSo() {
        JobResult result = run(JobSpec.named("typo").command("no-such-command-here"));
        assertThat(result.exitCode()).hasValue(127);
        assertThat(result.message()).contains("PATH");
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void noWordOfACommandIsAShellBuiltin() {
        Path made = scratch.resolve("made");
        assertThat(run(JobSpec.named("eval").command("eval", "touch " + made)).exitCode())
                .hasValue(127);
        assertThat(made).doesNotExist();
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void javaMainRunsOnTheClassPathOfThisJvm() {
        Job job = compute.submit(JobSpec.named("java").javaMain(Programs.Echo.class, "a b", "", "$HOME"));
        job.await(LONG).orThrow();
        assertThat(Programs.printed(job, LogLine.Source.STDOUT)).containsExactly("[a b]", "[]", "[$HOME]");
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void environmentIsMinimalAndHoldsWhatWasGiven() {
        Job job = compute.submit(JobSpec.named("env").shell("env").env("GIVEN", "a=b c"));
        job.await(LONG).orThrow();
        List<String> printed = Programs.printed(job, LogLine.Source.STDOUT);
        assertThat(printed).contains("GIVEN=a=b c", "WELKIN_JOB_ID=" + job.id());
        List<String> known = List.of(
                "PATH",
                "HOME",
                "LANG",
                "LC_ALL",
                "TZ",
                "PWD",
                "OLDPWD",
                "SHLVL",
                "_",
                "GIVEN",
                "WELKIN_JOB_ID",
                "WELKIN_JOB_ATTEMPT",
                "WELKIN_JOB_TASK");
        assertThat(printed).allMatch(line -> known.contains(line.substring(0, line.indexOf('='))));
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void stdinIsEmpty() {
        Job job = compute.submit(JobSpec.named("cat").command("cat"));
        job.await(LONG).orThrow();
        assertThat(Programs.printed(job, LogLine.Source.STDOUT)).isEmpty();
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void inputsAreStagedAndOutputsStored() {
        Bucket inputs = Bucket.open(cloud, "inputs");
        inputs.put("series/a.csv", bytes("1"));
        inputs.put("series/deep/b.csv", bytes("2"));
        inputs.put("factor", bytes("3"));
        JobResult result = run(JobSpec.named("sum")
                        .shell("mkdir out; cat data/a.csv data/deep/b.csv f.txt > out/all; echo x > ignored")
                        .input(BucketPath.in("inputs").prefix("series/"), "data")
                        .input(BucketPath.in("inputs").object("factor"), "f.txt")
                        .output("out/*", BucketPath.in("results").prefix("runs/1/")))
                .orThrow();
        assertThat(result.outputs()).hasSize(1);
        assertThat(result.outputs().get(0).key()).isEqualTo("runs/1/out/all");
        assertThat(Bucket.open(cloud, "results").getBytes("runs/1/out/all")).isEqualTo(bytes("123"));
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void outputsAreStoredAlsoAfterAFailure() {
        JobResult result = run(JobSpec.named("crash")
                .shell("echo partial > core.txt; exit 9")
                .output("*.txt", BucketPath.in("results")));
        assertThat(result.exitCode()).hasValue(9);
        assertThat(Bucket.open(cloud, "results").getBytes("core.txt")).isEqualTo(bytes("partial\n"));
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void aSymbolicLinkIsNoOutput() throws IOException {
        Path outside = Files.writeString(scratch.resolve("outside"), "private");
        JobResult result = run(JobSpec.named("link")
                .shell("ln -s '" + outside + "' leak; ln -s '" + scratch + "' folder; echo fine > real")
                .output("**", BucketPath.in("results")));
        assertThat(result.orThrow().outputs()).extracting(o -> o.path()).containsExactly("real");
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void aMissingInputFailsTheJobBeforeItsProgramStarts() {
        JobResult result = run(JobSpec.named("early")
                .shell("touch '" + scratch + "/ran'")
                .input(BucketPath.in("inputs").object("none"), "x")
                .retry(JobRetry.none()));
        assertThat(result.cause()).hasValue(FailureCause.BACKEND_ERROR);
        assertThat(scratch.resolve("ran")).doesNotExist();
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void logsAreFollowedLive() {
        Path latch = scratch.resolve("go");
        Job job = compute.submit(
                JobSpec.named("talk").shell("echo one; " + Programs.awaitFile(latch) + "; echo two; exit 1"));
        try (JobLogs logs = job.followLogs()) {
            assertThat(logs.next().text()).isEqualTo("one");
            Awaitility.await().atMost(LONG).until(() -> job.state() == JobState.RUNNING);
            Programs.release(latch);
            assertThat(logs.next().text()).isEqualTo("two");
            assertThat(logs.hasNext()).isFalse();
        }
        assertThat(job.state()).isEqualTo(JobState.FAILED);
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void timeOutEndsTheWholeTree() {
        Path pids = scratch.resolve("pids");
        JobResult result = run(JobSpec.named("tree")
                .shell("sh -c 'echo $$ >> " + pids + "; sleep 600 & echo $! >> " + pids + "; wait' & wait")
                .maxDuration(Duration.ofMillis(2500)));
        assertThat(result.state()).isEqualTo(JobState.TIMED_OUT);
        assertThat(result.cause()).hasValue(FailureCause.TIMEOUT);
        assertGone(pids, 2);
    }

    @Test
    @Requires(ComputeFeature.ESCAPEE_KILL)
    void timeOutFindsAProcessThatLeftTreeAndSession() {
        Path pids = scratch.resolve("pids");
        JobResult result = run(JobSpec.named("escape")
                .shell("setsid sh -c 'echo $$ > " + pids + "; trap \"\" TERM; sleep 600' & sleep 600")
                .maxDuration(Duration.ofMillis(2500)));
        assertThat(result.state()).isEqualTo(JobState.TIMED_OUT);
        assertGone(pids, 1);
    }

    @Test
    @Requires(ComputeFeature.ESCAPEE_KILL)
    void whatAProgramLeavesRunningEndsWithIt() {
        Path pids = scratch.resolve("pids");
        run(JobSpec.named("daemon").shell("sleep 600 & echo $! > " + pids)).orThrow();
        assertGone(pids, 1);
    }

    private static void assertGone(Path pids, int count) {
        try {
            List<String> all = Files.readAllLines(pids);
            assertThat(all).hasSize(count);
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> all.stream()
                            .noneMatch(
                                    pid -> ProcessHandle.of(Long.parseLong(pid)).isPresent()));
        } catch (IOException e) {
            throw new AssertionError("the program did not say which processes it started", e);
        }
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void cancelAsksARunningProgramToEnd() {
        Job job = compute.submit(JobSpec.named("polite")
                .shell("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.02; done"));
        try (JobLogs logs = job.followLogs()) {
            assertThat(logs.next().text()).isEqualTo("ready");
            job.cancel();
            assertThat(job.await(LONG).state()).isEqualTo(JobState.CANCELLED);
            assertThat(logs.next().text()).isEqualTo("bye");
        }
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void cancelOfAQueuedJobStartsNothing() {
        Path latch = scratch.resolve("go");
        Path ran = scratch.resolve("ran");
        Job first = compute.submit(JobSpec.named("holder").shell(Programs.awaitFile(latch)));
        Job second = compute.submit(JobSpec.named("waiter").shell("touch '" + ran + "'"));
        assertThat(second.state()).isEqualTo(JobState.QUEUED);
        second.cancel();
        assertThat(second.await(LONG).state()).isEqualTo(JobState.CANCELLED);
        Programs.release(latch);
        first.await(LONG).orThrow();
        assertThat(ran).doesNotExist();
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void jobsStartInTheOrderTheyWereSubmitted() throws IOException {
        Path latch = scratch.resolve("go");
        Path order = scratch.resolve("order");
        compute.submit(JobSpec.named("holder").shell(Programs.awaitFile(latch)));
        List<Job> jobs = java.util.stream.IntStream.range(0, 6)
                .mapToObj(i -> compute.submit(JobSpec.named("n" + i).shell("echo " + i + " >> '" + order + "'")))
                .toList();
        Programs.release(latch);
        jobs.forEach(job -> job.await(LONG).orThrow());
        assertThat(Files.readAllLines(order)).containsExactly("0", "1", "2", "3", "4", "5");
    }

    @Test
    @Requires(ComputeFeature.MEM_LIMIT)
    void aProgramThatTakesTooMuchMemoryFails() {
        JobResult result = run(JobSpec.named("hog")
                .shell("head -c 400000000 /dev/zero | tail -n 1 > /dev/null")
                .resources(Resources.memory(64 * MIB)));
        assertThat(result.state()).isEqualTo(JobState.FAILED);
        if (compute.capabilities().has(ComputeFeature.OOM_CAUSE)) {
            assertThat(result.cause()).hasValue(FailureCause.OOM);
            assertThatThrownBy(result::orThrow)
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED));
        }
    }

    @Test
    @Requires(ComputeFeature.MEM_LIMIT)
    void aJavaProgramWithoutHeapIsOutOfMemory() {
        JobResult result =
                run(JobSpec.named("hog").javaMain(Programs.HeapHog.class).resources(Resources.memory(256 * MIB)));
        assertThat(result.cause()).hasValue(FailureCause.OOM);
    }

    @Test
    @Requires(ComputeFeature.MEM_LIMIT)
    void aProgramWithinItsLimitsIsLeftAlone() {
        run(JobSpec.named("small").javaMain(Programs.Echo.class, "x").resources(Resources.memory(512 * MIB)))
                .orThrow();
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void limitsThatCannotBeEnforcedAreRefusedBeforeAnythingStarts() {
        JobSpec limited = JobSpec.named("limited").command("true").resources(Resources.cpus(0.5));
        if (compute.capabilities().has(ComputeFeature.CPU_LIMIT)) {
            Plan plan = compute.plan(limited);
            assertThat(plan.limitsEnforced()).isTrue();
            run(limited).orThrow();
        } else {
            assertThatThrownBy(() -> compute.submit(limited))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                    .hasMessageContaining("reservedOnly");
            assertThat(compute.jobs(JobFilter.all())).isEmpty();
        }
    }

    @Test
    @Requires(ComputeFeature.PROCESSES)
    void secretsReachTheProgramByReference() throws IOException {
        try (Canary canary = Canary.watch()) {
            String token = canary.value("secret");
            Path secret = Files.writeString(scratch.resolve("secret"), token + "\n");
            JobSpec spec = JobSpec.named("login")
                    .shell("[ \"$TOKEN\" = \"$(cat '" + secret + "')\" ] && [ ${#TOKEN} = " + token.length() + " ]")
                    .secret("TOKEN", "file:" + secret);
            Job job = compute.submit(spec);
            canary.shows("the result", job.await(LONG).orThrow());
            canary.shows("the job", job + " " + spec + spec.secrets());
            canary.shows("the jobs", compute.jobs(JobFilter.all()));
            canary.shows("the metrics", cloud.metrics());
            canary.assertNoLeak();
        }
    }

    @Test
    void aSecretThatCannotBeReadIsRefusedWithoutRepeatingIt() {
        JobSpec spec = JobSpec.named("login").run(context -> {});
        assertThatThrownBy(() -> compute.submit(spec.secret("TOKEN", "env:WELKIN_NO_SUCH_VARIABLE")))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("WELKIN_NO_SUCH_VARIABLE");
        assertThatThrownBy(() -> spec.secret("TOKEN", "hunter2"))
                .isInstanceOf(CloudException.class)
                .hasMessageNotContaining("hunter2");
        assertThat(compute.jobs(JobFilter.all())).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
