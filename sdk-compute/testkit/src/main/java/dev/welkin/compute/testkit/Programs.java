package dev.welkin.compute.testkit;

import dev.welkin.compute.Job;
import dev.welkin.compute.JobLogs;
import dev.welkin.compute.LogLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small programs for jobs, and what they print. */
public final class Programs {
    private Programs() {}

    /**
     * Waits for a file to appear: the program half of a latch.
     *
     * @param latch the file
     * @return a piece of shell script
     */
    public static String awaitFile(Path latch) {
        return "while [ ! -e '" + latch + "' ]; do sleep 0.02; done";
    }

    /**
     * Makes the file a program waits for.
     *
     * @param latch the file
     * @throws AssertionError if it cannot be made
     */
    public static void release(Path latch) {
        try {
            Files.createFile(latch);
        } catch (IOException e) {
            throw new AssertionError("the latch cannot be released", e);
        }
    }

    /**
     * Reads what a job printed to one stream so far.
     *
     * @param job the job
     * @param source which stream
     * @return the lines
     */
    public static List<String> printed(Job job, LogLine.Source source) {
        List<String> lines = new ArrayList<>();
        try (JobLogs logs = job.logs()) {
            logs.forEachRemaining(line -> {
                if (line.source() == source) {
                    lines.add(line.text());
                }
            });
        }
        return lines;
    }

    /** Prints its arguments, one a line, between brackets. */
    public static final class Echo {
        private Echo() {}

        /**
         * Runs.
         *
         * @param args what to print
         */
        public static void main(String[] args) {
            for (String arg : args) {
                System.out.println("[" + arg + "]");
            }
        }
    }

    /** Takes heap until there is none. */
    public static final class HeapHog {
        private static final int MIB = 1 << 20;

        private HeapHog() {}

        /**
         * Runs until it fails.
         *
         * @param args not used
         */
        public static void main(String[] args) {
            Object[] chain = {};
            while (true) {
                chain = new Object[] {chain, new byte[MIB]};
            }
        }
    }
}
