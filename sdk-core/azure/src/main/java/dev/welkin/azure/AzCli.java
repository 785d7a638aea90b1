package dev.welkin.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import dev.welkin.spi.Shown;
import dev.welkin.time.CloudClock;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tokens of whoever is signed in to the program {@code az}. It is started by its absolute path and a list of arguments,
 * never through a shell, and ended when it takes longer than {@link #TIMEOUT}.
 *
 * @param environment the variables; {@code PATH} says where the program is
 * @param tenant of which tenant, or "" for the one signed in to
 * @param resource for what
 * @param clock gives the time of day
 * @param timeout how long it may take
 */
record AzCli(Map<String, String> environment, String tenant, String resource, CloudClock clock, Duration timeout)
        implements CredentialSource {
    /** How long the program may take. */
    static final Duration TIMEOUT = Duration.ofSeconds(13);

    private static final int MAX_BYTES = 64 * 1024;
    private static final List<String> NAMES = File.separatorChar == '\\' ? List.of("az.cmd", "az.exe") : List.of("az");

    @Override
    public Optional<Credentials> find() {
        return program().map(this::ask);
    }

    @Override
    public String advice() {
        return "az: install it and run 'az login'";
    }

    private Credentials ask(Path program) {
        Process process = start(program);
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw CloudException.of(
                        ErrorCode.TIMEOUT,
                        "The program az gave no token within " + timeout
                                + "; run 'az account get-access-token' by hand");
            }
            byte[] answer = read(process.getInputStream());
            if (process.exitValue() != 0) {
                throw failed(process);
            }
            return TokenAnswer.read(answer).token("az", clock.now());
        } catch (InterruptedException e) {
            throw CloudException.interrupted("get a token from az", e);
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.UNAUTHENTICATED, "The answer of the program az cannot be read", e);
        } finally {
            end(process);
        }
    }

    private Process start(Path program) {
        List<String> command = new ArrayList<>(
                List.of(program.toString(), "account", "get-access-token", "--output", "json", "--resource", resource));
        if (!tenant.isEmpty()) {
            command.addAll(List.of("--tenant", tenant));
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED, "The program " + Shown.of(program) + " cannot be run", e);
        }
    }

    private static CloudException failed(Process process) throws IOException {
        String said = new String(read(process.getErrorStream()), StandardCharsets.UTF_8).strip();
        return CloudException.of(
                ErrorCode.UNAUTHENTICATED,
                "The program az gave no token (exit code " + process.exitValue() + "): " + Shown.of(said)
                        + ". Run 'az login'.");
    }

    private static byte[] read(InputStream stream) throws IOException {
        return stream.readNBytes(MAX_BYTES);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Looks through the absolute folders of PATH. */
    private Optional<Path> program() {
        return environment.keySet().stream()
                .filter("PATH"::equalsIgnoreCase)
                .map(environment::get)
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator, -1)))
                .flatMap(folder -> NAMES.stream().map(name -> path(folder, name)))
                .flatMap(Optional::stream)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Path> path(String folder, String name) {
        try {
            return Optional.of(Path.of(folder, name)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
