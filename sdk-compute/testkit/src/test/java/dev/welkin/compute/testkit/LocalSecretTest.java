package dev.welkin.compute.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.compute.Compute;
import dev.welkin.compute.JobSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets by reference to a variable come from the environment that the Cloud goes by. */
class LocalSecretTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aSecretComesFromTheEnvironmentOfTheCloud() {
        try (Cloud cloud = open(Map.of("LOGIN_TOKEN", "of-this-cloud"))) {
            Compute.open(cloud)
                    .submit(login("LOGIN_TOKEN"))
                    .await(Duration.ofSeconds(60))
                    .orThrow();
        }
    }

    @Test
    void aVariableOfTheProcessIsNotSeenWhereTheCloudHasOthers() {
        try (Cloud cloud = open(Map.of())) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Compute.open(cloud).submit(login("PATH")))
                    .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                    .withMessageContaining("env:PATH");
        }
    }

    private static JobSpec login(String variable) {
        return JobSpec.named("login").shell("[ \"$TOKEN\" = of-this-cloud ]").secret("TOKEN", "env:" + variable);
    }

    private Cloud open(Map<String, String> environment) {
        return Cloud.builder()
                .environment(environment)
                .config(Map.of(
                        "compute", Map.of("default", "local:" + folder.resolve("compute")),
                        "storage", Map.of("default", "memory:")))
                .open();
    }
}
