package dev.welkin.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A main class that runs in a JVM of its own on the class path of this one, so that a test can kill it as a power cut
 * would. Its standard output and error are captured together, line by line. {@link #close} kills it. Safe for use by
 * several threads.
 */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private ChildJvm(Process process) {
        this.process = process;
        this.reader = new Thread(this::readLines, "child-jvm-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a JVM with no options.
     *
     * @param mainClass has a {@code main} method
     * @param arguments the arguments of {@code main}
     * @return the running JVM
     */
    public static ChildJvm start(Class<?> mainClass, String... arguments) {
        return of(mainClass).arguments(arguments).start();
    }

    /**
     * Describes a JVM to start.
     *
     * @param mainClass has a {@code main} method
     * @return a builder
     */
    public static Builder of(Class<?> mainClass) {
        return new Builder(mainClass.getName());
    }

    /**
     * Waits for a line of output.
     *
     * @param wanted tells whether a line is the one; it sees the lines printed already too
     * @param within how long to wait
     * @return the first line that matches
     * @throws AssertionError with all output so far, if the JVM ends or time runs out before
     */
    public synchronized String awaitLine(Predicate<String> wanted, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        for (int seen = 0; ; ) {
            for (; seen < lines.size(); seen++) {
                if (wanted.test(lines.get(seen))) {
                    return lines.get(seen);
                }
            }
            if (ended || !waitUntil(deadline)) {
                throw new AssertionError((ended ? "The JVM ended" : "Nothing within " + within)
                        + " before the line that was waited for. Its output: " + lines);
            }
        }
    }

    /**
     * Waits for a line that starts with a text.
     *
     * @param start what the line starts with
     * @param within how long to wait
     * @return the whole line
     */
    public String awaitLine(String start, Duration within) {
        return awaitLine(line -> line.startsWith(start), within);
    }

    /**
     * Kills the JVM at once, as {@code kill -9} does, and waits until it is gone.
     *
     * @return this
     */
    public ChildJvm kill() {
        // Process.destroyForcibly would close the pipe and lose what the JVM printed last
        process.toHandle().destroyForcibly();
        exitCode(Duration.ofSeconds(30));
        return this;
    }

    /**
     * Waits for the JVM to end by itself.
     *
     * @param within how long to wait
     * @return its exit code; 137 on Linux after a kill
     * @throws AssertionError with all output so far, if it still runs then
     */
    public int exitCode(Duration within) {
        try {
            if (!process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("The JVM still runs after " + within + ". Its output: " + output());
            }
            reader.join(TimeUnit.SECONDS.toMillis(10));
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a JVM to end", e);
        }
    }

    /**
     * Returns what was printed so far.
     *
     * @return the lines of standard output and error
     */
    public synchronized List<String> output() {
        return List.copyOf(lines);
    }

    /**
     * Returns the process, for its id and start time.
     *
     * @return the handle
     */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Kills the JVM if it still runs. */
    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // its caller loops
    private boolean waitUntil(long deadline) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            return false;
        }
        try {
            wait(left);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void readLines() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("[the output broke off: " + e.getMessage() + "]");
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Options of a JVM to start. Not safe for use by several threads. */
    public static final class Builder {
        private final String mainClass;
        private final List<String> options = new ArrayList<>();
        private final List<String> arguments = new ArrayList<>();
        private final List<String> environment = new ArrayList<>();
        private @Nullable Path folder;

        private Builder(String mainClass) {
            this.mainClass = mainClass;
        }

        /**
         * Adds arguments of {@code main}.
         *
         * @param values the arguments
         * @return this builder
         */
        public Builder arguments(String... values) {
            arguments.addAll(List.of(values));
            return this;
        }

        /**
         * Limits the heap.
         *
         * @param megabytes the most the heap may take
         * @return this builder
         */
        public Builder heapMegabytes(int megabytes) {
            return option("-Xmx" + megabytes + "m");
        }

        /**
         * Adds an option of the JVM.
         *
         * @param value for example {@code -Dname=value}
         * @return this builder
         */
        public Builder option(String value) {
            options.add(value);
            return this;
        }

        /**
         * Sets an environment variable.
         *
         * @param name its name
         * @param value its value
         * @return this builder
         */
        public Builder environment(String name, String value) {
            environment.add(name);
            environment.add(value);
            return this;
        }

        /**
         * Sets the working folder.
         *
         * @param value an existing folder; by default that of this JVM
         * @return this builder
         */
        public Builder folder(Path value) {
            folder = value;
            return this;
        }

        /**
         * Starts the JVM.
         *
         * @return the running JVM
         */
        public ChildJvm start() {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.add(mainClass);
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            // a class path can be too long for a command line
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            for (int i = 0; i < environment.size(); i += 2) {
                builder.environment().put(environment.get(i), environment.get(i + 1));
            }
            if (folder != null) {
                builder.directory(folder.toFile());
            }
            return start(builder);
        }

        private static ChildJvm start(ProcessBuilder builder) {
            try {
                return new ChildJvm(builder.start());
            } catch (IOException e) {
                throw new UncheckedIOException("no JVM could be started", e);
            }
        }
    }
}
