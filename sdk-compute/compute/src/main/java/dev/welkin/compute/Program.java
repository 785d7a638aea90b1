package dev.welkin.compute;

import java.util.List;

/** What a job runs. */
public sealed interface Program {
    /**
     * A command and its arguments, which no shell reads.
     *
     * @param argv the executable, then its arguments as they are
     */
    record Command(List<String> argv) implements Program {
        /**
         * Copies the arguments.
         *
         * @param argv the executable, then its arguments as they are
         */
        public Command {
            argv = List.copyOf(argv);
        }
    }

    /**
     * A script for the platform's shell, {@code sh -c}.
     *
     * @param script the script
     */
    record Shell(String script) implements Program {}

    /**
     * A main class on the class path of the submitting JVM, in a JVM of its own.
     *
     * @param mainClass the class's full name
     * @param args its arguments as they are
     */
    record JavaMain(String mainClass, List<String> args) implements Program {
        /**
         * Copies the arguments.
         *
         * @param mainClass the class's full name
         * @param args its arguments as they are
         */
        public JavaMain {
            args = List.copyOf(args);
        }
    }

    /**
     * A task in the submitting JVM.
     *
     * @param task the task
     */
    record InProcess(JobTask task) implements Program {}
}
