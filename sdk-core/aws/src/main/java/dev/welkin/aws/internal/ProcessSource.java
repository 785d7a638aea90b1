package dev.welkin.aws.internal;

import dev.welkin.CloudException;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import dev.welkin.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The keys that the command {@code credential_process} of a profile prints (AWS SDKs Reference, "Process credential
 * provider"). The command never meets a shell; what it prints on its error stream is not read.
 */
final class ProcessSource implements CredentialSource {
    /** How long the command may run. */
    static final Duration TIMEOUT = Duration.ofMinutes(1);

    private static final int MAX_BYTES = 64 * 1024;

    private final Profile profile;
    private final Duration timeout;

    ProcessSource(Profile profile, Duration timeout) {
        this.profile = profile;
        this.timeout = timeout;
    }

    @Override
    public Optional<Credentials> find() {
        Process process = start();
        try {
            byte[] output = output(process).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw failed("did not end within " + timeout);
            }
            if (process.exitValue() != 0) {
                throw failed("ended with " + process.exitValue() + "; run it by hand to see why");
            }
            return Optional.of(keys(output));
        } catch (TimeoutException e) {
            throw failed("did not end within " + timeout);
        } catch (ExecutionException e) {
            throw failed("could not be read");
        } catch (InterruptedException e) {
            throw CloudException.interrupted("run the credential_process of " + profile.shown(), e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Override
    public String advice() {
        return "credential_process of " + profile.shown();
    }

    private Process start() {
        try {
            Process process = new ProcessBuilder(arguments())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw failed("could not be started: " + e.getClass().getSimpleName());
        }
    }

    private List<String> arguments() {
        try {
            boolean windows = System.getProperty("os.name", "").startsWith("Windows");
            List<String> arguments = CommandLine.split(profile.require("credential_process"), windows);
            if (arguments.isEmpty()) {
                throw failed("is empty");
            }
            return arguments;
        } catch (IllegalArgumentException e) {
            throw failed("cannot be split into arguments: " + e.getMessage());
        }
    }

    /** On a thread of its own: a read from a pipe can't be interrupted. */
    private static CompletableFuture<byte[]> output(Process process) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (InputStream in = process.getInputStream()) {
                        return in.readNBytes(MAX_BYTES);
                    } catch (IOException e) {
                        throw new UncheckedIOException("the pipe broke", e);
                    }
                },
                task -> {
                    Thread reader = new Thread(task, "welkin-credential-process");
                    reader.setDaemon(true);
                    reader.start();
                });
    }

    private Credentials keys(byte[] output) {
        String source = "credential_process of " + profile.shown();
        Json json = KeysJson.object(output, source);
        if (!json.text("Version").equals("1")) {
            throw KeysJson.bad(source, "does not say \"Version\": 1");
        }
        return KeysJson.read(output, source);
    }

    private CloudException failed(String what) {
        return profile.refused("names a credential_process that " + what);
    }
}
