package dev.welkin.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.welkin.testservers.TestServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line {@code rclone}, which knows S3 by other code than ours, on the one S3Proxy of this JVM. It is the
 * program that {@code WELKIN_RCLONE} names, or the one on the PATH.
 */
final class Rclone {
    static final String MISSING = "rclone is neither on the PATH nor named by WELKIN_RCLONE: nobody else reads what we"
            + " write to S3, nor do we read what others write";

    private static final long SECONDS = 120;

    private final Path program;
    private final Path folder;

    private Rclone(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** Finds it, to keep its files in a folder. */
    static Optional<Rclone> find(Path folder) {
        return candidates().filter(Files::isExecutable).findFirst().map(program -> new Rclone(program, folder));
    }

    private static Stream<Path> candidates() {
        String named = System.getenv().getOrDefault("WELKIN_RCLONE", "");
        String path = System.getenv().getOrDefault("PATH", "");
        Stream<Path> onPath = Arrays.stream(path.split(File.pathSeparator)).map(at -> Path.of(at, "rclone"));
        return named.isEmpty() ? onPath : Stream.of(Path.of(named));
    }

    /** Runs it and gives what it prints; {@code s3:} is the server. */
    byte[] run(String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder("sh", script(arguments).toString())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("RCLONE_"));
        builder.environment().putAll(settings());
        Process process = builder.start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("rclone did not end: " + List.of(arguments));
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("rclone " + List.of(arguments) + ": " + Files.readString(errors, UTF_8));
        }
        return Files.readAllBytes(output);
    }

    /** A script is UTF-8; the arguments that a JVM hands over are what its locale makes of them. */
    private Path script(String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(List.of(arguments));
        String line = words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        return Files.writeString(folder.resolve("script"), "exec " + line + "\n", UTF_8);
    }

    private Map<String, String> settings() {
        return Map.of(
                "RCLONE_CONFIG", folder.resolve("none.conf").toString(),
                "RCLONE_CACHE_DIR", folder.resolve("cache").toString(),
                "RCLONE_CONFIG_S3_TYPE", "s3",
                "RCLONE_CONFIG_S3_PROVIDER", "Other",
                "RCLONE_CONFIG_S3_ENDPOINT", TestServer.shared("s3proxy").uri().toString(),
                "RCLONE_CONFIG_S3_ACCESS_KEY_ID", "welkin-test",
                "RCLONE_CONFIG_S3_SECRET_ACCESS_KEY", "welkin-test-secret",
                "RCLONE_S3_NO_CHECK_BUCKET", "true");
    }
}
