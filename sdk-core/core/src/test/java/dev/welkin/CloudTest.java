package dev.welkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.welkin.call.Call;
import dev.welkin.call.CallPipeline;
import dev.welkin.config.Target;
import dev.welkin.spi.Stage;
import dev.welkin.time.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudTest {
    private static final String CANARY = "canary-7f3a";

    @TempDir
    Path temp;

    @Test
    void withoutAConfigurationEachNameIsAnEmbeddedStore() {
        try (Cloud cloud = builder().open()) {
            Target photos = target(cloud, "storage", "photos");
            assertThat(photos.scheme()).isEqualTo("file");
            assertThat(photos.path()).isEqualTo(folder().resolve(".welkin/storage/photos"));
            assertThat(target(cloud, "events", "default").path()).isEqualTo(folder().resolve(".welkin/events/default"));
            assertThat(target(cloud, "compute", "default").scheme()).isEqualTo("local");
            assertThat(target(cloud, "ai", "default").location()).isEqualTo("extractive");
            assertThat(cloud.describe().stores()).containsEntry("storage.photos", photos.path());
            assertThat(cloud.describe().toString())
                    .contains("embedded", folder().resolve(".welkin").toString(), "storage.photos = file:");
        }
    }

    @Test
    void anEmbeddedNameCannotLeaveItsFolder() {
        try (Cloud cloud = builder().open()) {
            errorOf(() -> target(cloud, "storage", "../../etc")).contains("letters, digits");
        }
    }

    @Test
    void theFileInTheWorkingFolderIsFound() throws IOException {
        write("welkin.yaml", "storage: { photos: \"file:./data\" }");
        try (Cloud cloud = builder().open()) {
            assertThat(target(cloud, "storage", "photos").path()).isEqualTo(folder().resolve("data"));
            errorOf(() -> target(cloud, "events", "default")).contains("no events.default");
            assertThat(cloud.describe().source())
                    .isEqualTo(folder().resolve("welkin.yaml").toString());
            assertThat(cloud.describe().stores()).containsEntry("storage.photos", folder().resolve("data"));
        }
    }

    @Test
    void theVariableComesBeforeTheWorkingFolderAndTheProgramBeforeBoth() throws IOException {
        write("welkin.yaml", "storage: { here: \"memory:\" }");
        write("env.yaml", "storage: { env: \"memory:\" }");
        Path explicit = write("explicit.yaml", "storage: { explicit: \"memory:\" }");
        Cloud.Builder builder = builder().environment(Map.of("WELKIN_CONFIG", "env.yaml"));
        try (Cloud cloud = builder.open()) {
            assertThat(cloud.describe().targets()).containsOnlyKeys("storage.env");
        }
        try (Cloud cloud = builder.config(explicit).open()) {
            assertThat(cloud.describe().targets()).containsOnlyKeys("storage.explicit");
        }
    }

    @Test
    void aNamedFileThatIsMissingIsAnErrorAndNeverTheEmbeddedDefault() {
        assertThatThrownBy(() -> builder()
                        .environment(Map.of("WELKIN_CONFIG", "gone.yaml"))
                        .open())
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.NOT_FOUND, CloudException::code)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("gone.yaml");
        assertThatThrownBy(() -> Cloud.open(temp.resolve("gone.yaml")))
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.NOT_FOUND, CloudException::code);
    }

    @Test
    void aDanglingLinkIsAnErrorToo() throws IOException {
        Files.createSymbolicLink(temp.resolve("welkin.yaml"), temp.resolve("not-mounted"));
        assertThatThrownBy(() -> builder().open())
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.NOT_FOUND, CloudException::code);
    }

    @Test
    void theOtherEndingIsPointedOut() throws IOException {
        write("welkin.yml", "storage: {}");
        errorOf(() -> builder().open()).contains("rename it to welkin.yaml");
    }

    @Test
    void theEmbeddedDefaultCanBeForbidden() {
        errorOf(() -> builder().environment(Map.of("WELKIN_EMBEDDED", "forbid")).open())
                .contains("WELKIN_EMBEDDED", "WELKIN_CONFIG", temp.toString());
        errorOf(() -> builder().environment(Map.of("WELKIN_EMBEDDED", "no")).open())
                .contains("'forbid' or 'allow'");
    }

    @Test
    void oneConfigurationIsEnough() {
        errorOf(() -> builder().config(Map.of()).inMemory().open()).contains("several");
    }

    @Test
    void inMemoryNeedsNoFilesWhateverTheEnvironmentSays() {
        try (Cloud cloud = Cloud.inMemory(new ManualClock())) {
            assertThat(target(cloud, "storage", "photos").scheme()).isEqualTo("memory");
            assertThat(target(cloud, "ai", "default").scheme()).isEqualTo("fake");
            assertThat(cloud.describe().source()).contains("memory");
            assertThat(cloud.clock()).isInstanceOf(ManualClock.class);
        }
    }

    @Test
    void aDescriptionMasksSecrets() throws IOException {
        write("welkin.yaml", """
                accounts: { prod: { provider: aws, secretKey: "${KEY}" } }
                storage: { photos: { url: "s3://${KEY}/x", secretKey: "${KEY}", account: prod } }
                """);
        try (Cloud cloud = builder().environment(Map.of("KEY", CANARY)).open()) {
            Target photos = target(cloud, "storage", "photos");
            assertThat(cloud.describe().toString())
                    .contains("s3:${KEY}/x", "secretKey=***")
                    .doesNotContain(CANARY);
            assertThat(String.valueOf(cloud.context().account(photos)))
                    .contains("aws")
                    .doesNotContain(CANARY);
            assertThat(photos.location()).isEqualTo(CANARY + "/x");
        }
    }

    @Test
    void openingSaysInOneLineWhichFileWasReadAndNoSecret() throws IOException {
        write("welkin.yaml", "storage: { photos: { url: \"s3://${KEY}\", secretKey: \"${KEY}\" } }");
        try (LogCapture log = new LogCapture();
                Cloud cloud = builder().environment(Map.of("KEY", CANARY)).open()) {
            assertThat(cloud.describe().targets()).hasSize(1);
            assertThat(log.lines("dev.welkin.Cloud"))
                    .singleElement()
                    .asString()
                    .startsWith("INFO")
                    .contains(folder().resolve("welkin.yaml").toString());
            assertThat(log.lines("")).noneMatch(line -> line.contains(CANARY));
        }
    }

    @Test
    void openingTheEmbeddedDefaultSaysWhereItsStoresAre() {
        try (LogCapture log = new LogCapture();
                Cloud cloud = builder().open()) {
            assertThat(cloud.describe().targets()).isEmpty();
            assertThat(log.lines("dev.welkin.Cloud"))
                    .singleElement()
                    .asString()
                    .contains("embedded", folder().resolve(".welkin").toString());
        }
    }

    @Test
    void callsAreCountedAndListenersAreTold() {
        StringBuilder seen = new StringBuilder();
        CallListener listener = new CallListener() {
            @Override
            public void onSuccess(CallInfo call, int attempts, java.time.Duration took) {
                seen.append(call.operation());
            }
        };
        try (Cloud cloud =
                builder().inMemory().listener(listener).listener(listener).open()) {
            cloud.context()
                    .pipeline(target(cloud, "storage", "photos"))
                    .call(Call.repeatable("storage", "memory", "get", "a"), attempt -> "x");
            assertThat(cloud.metrics()
                            .of("storage", "memory", "get")
                            .orElseThrow()
                            .count())
                    .isEqualTo(1);
            assertThat(seen).hasToString("getget");
        }
    }

    @Test
    void resilienceIsSetForAllAndForOneTarget() {
        Map<String, Object> storage =
                Map.of("p", "memory:p", "once", Map.of("url", "memory:o", "resilience", Map.of("maxAttempts", 1)));
        Map<String, Object> config =
                Map.of("resilience", Map.of("maxAttempts", 3, "initialBackoff", "1ms"), "storage", storage);
        try (Cloud cloud = builder().config(config).clock(new ManualClock()).open()) {
            assertThat(attempts(cloud, "p")).isEqualTo(3);
            assertThat(attempts(cloud, "once")).isEqualTo(1);
        }
    }

    private static int attempts(Cloud cloud, String name) {
        try {
            return cloud.context()
                    .pipeline(target(cloud, "storage", name))
                    .call(Call.repeatable("storage", "memory", "get", "a"), attempt -> {
                        throw CloudException.of(ErrorCode.UNAVAILABLE, "down");
                    });
        } catch (CloudException e) {
            return e.attempts();
        }
    }

    @Test
    void aWrongResilienceOptionIsAnErrorAtOpen() {
        errorOf(() -> builder()
                        .config(Map.of("resilience", Map.of("maxAttempt", 3)))
                        .open())
                .contains("resilience", "'maxAttempt'", "did you mean 'maxAttempts'");
        errorOf(() -> builder()
                        .config(Map.of("resilience", Map.of("maxAttempts", 0)))
                        .open())
                .contains("resilience", "maxAttempts", "at least 1");
        errorOf(() -> builder()
                        .config(Map.of(
                                "storage", Map.of("p", Map.of("url", "m:", "resilience", Map.of("jitter", "much")))))
                        .open())
                .contains("storage.p", "jitter");
    }

    @Test
    void aClosedCloudOpensNothingMore() {
        Cloud cloud = builder().inMemory().open();
        cloud.close();
        cloud.close();
        assertThatThrownBy(() -> cloud.context().shared(Stage.STORES, "k", () -> () -> {}))
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.CLOSED, CloudException::code);
    }

    @Test
    void aCallOnAClosedCloudIsAFailedFuture() {
        Cloud cloud = builder().inMemory().open();
        CallPipeline pipeline = cloud.context().pipeline(target(cloud, "storage", "photos"));
        cloud.close();
        assertThat(pipeline.callAsync(Call.repeatable("storage", "memory", "get", "a"), attempt -> "x"))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.CLOSED, CloudException::code);
    }

    @Test
    void namesOfOneEndpointShareItsPipelineWhateverElseTheyAsk() {
        Map<String, Object> storage = Map.of(
                "a", "s3:photos?region=eu-west-1",
                "b", "s3:photos?region=eu-west-1&prefix=holidays",
                "slow", Map.of("url", "s3:photos?region=eu-west-1", "http", Map.of("idleTimeout", "2m")),
                "elsewhere", "s3:photos?region=us-east-1",
                "own", "s3:photos?region=eu-west-1&endpoint=http%3A%2F%2F127.0.0.1%3A9000",
                "gentle", Map.of("url", "s3:photos?region=eu-west-1", "resilience", Map.of("maxAttempts", 1)));
        try (Cloud cloud = builder().config(Map.of("storage", storage)).open()) {
            CallPipeline shared = pipeline(cloud, "a");
            assertThat(pipeline(cloud, "b")).isSameAs(shared);
            assertThat(pipeline(cloud, "slow")).isSameAs(shared);
            assertThat(List.of(pipeline(cloud, "elsewhere"), pipeline(cloud, "own"), pipeline(cloud, "gentle")))
                    .doesNotHaveDuplicates()
                    .doesNotContain(shared);
        }
    }

    private static CallPipeline pipeline(Cloud cloud, String name) {
        return cloud.context().pipeline(target(cloud, "storage", name));
    }

    private Cloud.Builder builder() {
        return Cloud.builder().workingFolder(temp).environment(Map.of());
    }

    private Path folder() {
        return temp.toAbsolutePath().normalize();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(temp.resolve(name), text);
    }

    private static Target target(Cloud cloud, String service, String name) {
        return cloud.context().targets(service, name).get(0);
    }

    private static AbstractStringAssert<?> errorOf(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                .extracting(Throwable::getMessage)
                .asString();
    }

    @Test
    void backendsReadTheVariablesThatTheProgramGave() {
        try (Cloud cloud = Cloud.builder()
                .config(Map.of())
                .environment(Map.of("COLOUR", "blue"))
                .open()) {
            assertThat(cloud.context().environment()).containsOnly(Map.entry("COLOUR", "blue"));
        }
    }
}
