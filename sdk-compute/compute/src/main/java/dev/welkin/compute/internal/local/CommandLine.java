package dev.welkin.compute.internal.local;

import dev.welkin.compute.Program;
import dev.welkin.compute.Resources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Turns a program into the words of a process. */
final class CommandLine {
    /** What a shell answers for a command it cannot find. */
    static final int NOT_FOUND = 127;

    private CommandLine() {}

    /** The words, the first one being a path; empty if the command is not on the PATH. */
    static List<String> of(Program program, Platform platform, String path, Resources limits) throws IOException {
        if (program instanceof Program.Shell shell) {
            return List.of(String.valueOf(platform.shell()), "-c", shell.script());
        }
        if (program instanceof Program.JavaMain java) {
            return java(java, limits);
        }
        if (program instanceof Program.Command command) {
            return resolved(command.argv(), path);
        }
        throw new IOException("a task in the JVM is no process");
    }

    private static List<String> resolved(List<String> argv, String path) {
        if (argv.get(0).contains("/")) {
            return argv;
        }
        List<String> words = new ArrayList<>(argv);
        return Platform.onPath(argv.get(0), path)
                .map(file -> {
                    words.set(0, file.toAbsolutePath().toString());
                    return List.copyOf(words);
                })
                .orElse(List.of());
    }

    private static List<String> java(Program.JavaMain main, Resources limits) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Platform.java().toString());
        if (limits.memoryBytes() > 0) {
            words.add("-Xmx" + limits.memoryBytes() / 4 * 3 / 1024 + "k");
        }
        if (limits.enforced()) {
            words.add("-XX:ActiveProcessorCount=" + (int) Math.max(1, Math.ceil(limits.cpus())));
        }
        words.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true"));
        words.addAll(List.of("-cp", ClassPath.current(), main.mainClass()));
        words.addAll(main.args());
        return words;
    }
}
