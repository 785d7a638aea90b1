package dev.welkin.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.aws.AwsCredentials;
import dev.welkin.credentials.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs real commands. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its commands are those of POSIX")
class ProcessSourceTest {
    private static final String CANARY = "canary-5e4d";

    @TempDir
    Path folder = Path.of("");

    @Test
    void readsWhatTheCommandPrints() {
        Credentials keys = run("echo '{\"Version\": 1, \"AccessKeyId\": \"AKID\", \"SecretAccessKey\": \"s\","
                + " \"SessionToken\": \"t\", \"Expiration\": \"2026-01-01T00:00:00+01:00\"}'");
        assertThat(keys.require(AwsCredentials.ACCESS_KEY_ID).reveal()).isEqualTo("AKID");
        assertThat(keys.require(AwsCredentials.SESSION_TOKEN).reveal()).isEqualTo("t");
        assertThat(keys.expiry()).contains(Instant.parse("2025-12-31T23:00:00Z"));
    }

    @Test
    void noShellSeesTheCommand() {
        Path file = folder.resolve("made");
        refused("echo x > " + file, "not a JSON object");
        refused("echo x; touch " + file, "not a JSON object");
        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    void anotherVersionIsRefused() {
        refused("echo '{\"Version\": 2, \"AccessKeyId\": \"A\", \"SecretAccessKey\": \"" + CANARY + "\"}'", "Version");
    }

    @Test
    void aFailureIsTold() {
        refused("sh -c 'echo " + CANARY + " >&2; exit 3'", "ended with 3");
    }

    @Test
    void aCommandThatIsNotThereIsTold() {
        refused("/no/such/command", "could not be started");
        refused("'open", "cannot be split");
        refused("   ", "is empty");
    }

    @Test
    void aCommandThatNeverEndsIsKilledWithItsChildren() {
        Path pid = folder.resolve("pid");
        CloudException thrown = catchThrowableOfType(
                CloudException.class,
                () -> new ProcessSource(
                                profile("sh -c 'sleep 600 & echo $! > " + pid + "; wait'"), Duration.ofSeconds(2))
                        .find());
        assertThat(thrown.getMessage()).contains("did not end within");
        ProcessHandle.of(child(pid))
                .ifPresent(child -> assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    void anEndlessAnswerIsCut() {
        refused("yes " + CANARY, "");
    }

    private static long child(Path pid) {
        try {
            return Long.parseLong(Files.readString(pid).strip());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Credentials run(String command) {
        return new ProcessSource(profile(command), Duration.ofSeconds(30))
                .find()
                .orElseThrow();
    }

    private static void refused(String command, String what) {
        CloudException thrown = catchThrowableOfType(CloudException.class, () -> run(command));
        assertThat(thrown.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(thrown.getMessage()).contains("dev", what).doesNotContain(CANARY);
    }

    private static Profile profile(String command) {
        return new Profile("dev", Map.of("credential_process", Secret.of(command)));
    }
}
