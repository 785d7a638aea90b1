package dev.welkin.compute;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a job is to do: a name, one program, and what surrounds it. Immutable: each method returns a new spec, so a spec
 * may be kept and varied.
 *
 * <p>A process starts in an empty folder of its own that holds the inputs, with stdin closed, and with an environment
 * of {@code PATH}, {@code HOME}, {@code LANG}, {@code TMPDIR} and what the spec gives.
 */
public final class JobSpec {
    /** How long an attempt may run where the spec says nothing. */
    public static final Duration DEFAULT_MAX_DURATION = Duration.ofHours(24);

    private final Draft draft;

    private JobSpec(Draft draft) {
        this.draft = draft;
    }

    /**
     * Starts a spec.
     *
     * @param name the job's name: 1 to 40 letters, digits, {@code -} and {@code _}; several jobs may share it
     * @return a spec without a program
     * @throws dev.welkin.CloudException INVALID_ARGUMENT if the name is not of that form
     */
    public static JobSpec named(String name) {
        Draft draft = new Draft();
        draft.name = SpecRules.name(name);
        return new JobSpec(draft);
    }

    /**
     * Runs a command. No shell reads it: each argument reaches the program as it is.
     *
     * @param argv the executable, found on the job's {@code PATH} unless it holds a {@code /}, then its arguments
     * @return a new spec
     */
    public JobSpec command(String... argv) {
        return runs(new Program.Command(SpecRules.argv(List.of(argv))));
    }

    /**
     * Runs a script in the platform's shell.
     *
     * @param script for {@code sh -c}
     * @return a new spec
     */
    public JobSpec shell(String script) {
        return runs(new Program.Shell(SpecRules.argv(List.of(script)).get(0)));
    }

    /**
     * Runs a main class of this program's class path in a JVM of its own.
     *
     * @param main the class, with a {@code public static void main(String[])}
     * @param args its arguments as they are
     * @return a new spec
     */
    public JobSpec javaMain(Class<?> main, String... args) {
        return javaMain(main.getName(), args);
    }

    /**
     * Runs a main class of this program's class path in a JVM of its own.
     *
     * @param mainClass the class's full name
     * @param args its arguments as they are
     * @return a new spec
     */
    public JobSpec javaMain(String mainClass, String... args) {
        SpecRules.mainClass(mainClass);
        return runs(new Program.JavaMain(mainClass, SpecRules.arguments(Arrays.asList(args))));
    }

    /**
     * Runs a task in this JVM: it starts in no time and sees this program's objects, but it shares this JVM's memory,
     * so limits cannot be enforced, and it cannot be detached. A stop interrupts it.
     *
     * @param task the task; the attempt fails if it throws
     * @return a new spec
     */
    public JobSpec run(JobTask task) {
        return runs(new Program.InProcess(task));
    }

    /**
     * Sets a variable of the program's environment. Records keep its name only.
     *
     * @param name the variable, {@code [A-Za-z_][A-Za-z0-9_]*}, not starting with {@code WELKIN_JOB}
     * @param value its value; not a secret, for which there is {@link #secret}
     * @return a new spec
     */
    public JobSpec env(String name, String value) {
        SpecRules.variable(name);
        SpecRules.arguments(List.of(value));
        Draft next = draft.copy();
        next.env.put(name, value);
        return new JobSpec(next);
    }

    /**
     * Sets a variable of the program's environment to a secret, read when the job starts. Records and logs keep the
     * reference only.
     *
     * @param name the variable
     * @param ref where the secret is: {@code env:NAME} for a variable of this JVM, {@code file:/path} for a file's
     *     content without its last line end
     * @return a new spec
     * @throws dev.welkin.CloudException INVALID_ARGUMENT if {@code ref} is no reference; the message does not repeat it
     */
    public JobSpec secret(String name, String ref) {
        SpecRules.variable(name);
        SpecRules.reference(name, ref);
        Draft next = draft.copy();
        next.secrets.put(name, ref);
        return new JobSpec(next);
    }

    /**
     * Copies objects into the job's folder before the program starts.
     *
     * @param from one object, or a prefix
     * @param path where it goes: a file for an object, a folder for a prefix; relative, without {@code ..}
     * @return a new spec
     */
    public JobSpec input(BucketPath from, String path) {
        SpecRules.relative(path);
        Draft next = draft.copy();
        next.inputs.add(new JobInput(from, path));
        return new JobSpec(next);
    }

    /**
     * Keeps files of the job's folder in the records bucket, under {@code jobs/<id>/<attempt>/outputs/}, also after a
     * failure.
     *
     * @param glob which files, for example {@code *.csv} or {@code model/**}
     * @return a new spec
     */
    public JobSpec output(String glob) {
        return output(new JobOutput(SpecRules.relative(glob), null));
    }

    /**
     * Copies files of the job's folder to a bucket when the program has ended, also after a failure.
     *
     * @param glob which files, for example {@code *.csv} or {@code model/**}
     * @param to the prefix they go to; each file's path below the folder is added to it
     * @return a new spec
     */
    public JobSpec output(String glob, BucketPath to) {
        return output(new JobOutput(SpecRules.relative(glob), to));
    }

    private JobSpec output(JobOutput output) {
        Draft next = draft.copy();
        next.outputs.add(output);
        return new JobSpec(next);
    }

    /**
     * Says what the job needs.
     *
     * @param need by default {@link Resources#DEFAULT}
     * @return a new spec
     */
    public JobSpec resources(Resources need) {
        Draft next = draft.copy();
        next.resources = need;
        return new JobSpec(next);
    }

    /**
     * Limits how long one attempt's program may run.
     *
     * @param limit more than zero; by default {@link #DEFAULT_MAX_DURATION}
     * @return a new spec
     */
    public JobSpec maxDuration(Duration limit) {
        Draft next = draft.copy();
        next.maxDuration = SpecRules.positive(limit);
        return new JobSpec(next);
    }

    /**
     * Says which failures are tried again.
     *
     * @param rule by default {@link JobRetry#byDefault}
     * @return a new spec
     */
    public JobSpec retry(JobRetry rule) {
        Draft next = draft.copy();
        next.retry = rule;
        return new JobSpec(next);
    }

    /**
     * Makes submitting this spec twice, from whatever JVM, one job: the second submit returns the first one's job,
     * however it ended.
     *
     * @param key what makes this job unique among those of its name; 1 to 200 characters
     * @return a new spec
     */
    public JobSpec idempotencyKey(String key) {
        Draft next = draft.copy();
        next.idempotencyKey = SpecRules.key(key);
        return new JobSpec(next);
    }

    /**
     * Lets the job outlive the JVM that submits it, once its program runs. Its outputs are collected by the next JVM
     * that opens the same Compute.
     *
     * @return a new spec
     */
    public JobSpec detached() {
        Draft next = draft.copy();
        next.detached = true;
        return new JobSpec(next);
    }

    private JobSpec runs(Program program) {
        Draft next = draft.copy();
        next.program = program;
        return new JobSpec(next);
    }

    /**
     * Returns the job's name.
     *
     * @return the name
     */
    public String name() {
        return draft.name;
    }

    /**
     * Returns what the job runs.
     *
     * @return the program, or empty while none was given
     */
    public Optional<Program> program() {
        return Optional.ofNullable(draft.program);
    }

    /**
     * Returns the environment's plain variables.
     *
     * @return values by name
     */
    public Map<String, String> env() {
        return Map.copyOf(draft.env);
    }

    /**
     * Returns the environment's secret variables.
     *
     * @return references by name
     */
    public Map<String, String> secrets() {
        return Map.copyOf(draft.secrets);
    }

    /**
     * Returns what is copied in.
     *
     * @return the inputs in their order
     */
    public List<JobInput> inputs() {
        return List.copyOf(draft.inputs);
    }

    /**
     * Returns what is copied out.
     *
     * @return the outputs in their order
     */
    public List<JobOutput> outputs() {
        return List.copyOf(draft.outputs);
    }

    /**
     * Returns what the job needs.
     *
     * @return the need
     */
    public Resources resources() {
        return draft.resources;
    }

    /**
     * Returns how long one attempt's program may run.
     *
     * @return the limit
     */
    public Duration maxDuration() {
        return draft.maxDuration;
    }

    /**
     * Returns which failures are tried again.
     *
     * @return the rule
     */
    public JobRetry retry() {
        return draft.retry;
    }

    /**
     * Returns the idempotency key.
     *
     * @return the key, or empty if none was given
     */
    public Optional<String> idempotencyKey() {
        return Optional.ofNullable(draft.idempotencyKey);
    }

    /**
     * Tells whether the job may outlive its JVM.
     *
     * @return true if {@link #detached} was said
     */
    public boolean isDetached() {
        return draft.detached;
    }

    /** Names the job and the kind of its program, and no argument: one may be private. */
    @Override
    public String toString() {
        String kind =
                draft.program == null ? "nothing" : draft.program.getClass().getSimpleName();
        return "JobSpec[" + draft.name + " runs " + kind + "]";
    }

    /** The fields; never changed once a spec holds it. */
    private static final class Draft {
        private String name = "";
        private @Nullable Program program;
        private Map<String, String> env = new LinkedHashMap<>();
        private Map<String, String> secrets = new LinkedHashMap<>();
        private List<JobInput> inputs = new ArrayList<>();
        private List<JobOutput> outputs = new ArrayList<>();
        private Resources resources = Resources.DEFAULT;
        private Duration maxDuration = DEFAULT_MAX_DURATION;
        private JobRetry retry = JobRetry.byDefault();
        private @Nullable String idempotencyKey;
        private boolean detached;

        Draft copy() {
            Draft copy = new Draft();
            copy.name = name;
            copy.program = program;
            copy.env = new LinkedHashMap<>(env);
            copy.secrets = new LinkedHashMap<>(secrets);
            copy.inputs = new ArrayList<>(inputs);
            copy.outputs = new ArrayList<>(outputs);
            copy.resources = resources;
            copy.maxDuration = maxDuration;
            copy.retry = retry;
            copy.idempotencyKey = idempotencyKey;
            copy.detached = detached;
            return copy;
        }
    }
}
