package dev.welkin.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Capabilities;
import dev.welkin.Cloud;
import dev.welkin.Feature;
import dev.welkin.ai.Ai;
import dev.welkin.compute.Compute;
import dev.welkin.events.EventBus;
import dev.welkin.storage.Bucket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each backend of docs/capabilities.md, opened, declares what it must have. */
class RequiredCapabilitiesTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (storage|events|compute|ai) \\| (\\w+) \\| ([A-Z0-9_, ]+) \\|$");

    @TempDir
    Path folder;

    record Row(String service, String backend, List<String> features) {}

    static Stream<Row> rows() {
        String page = Repository.read(Repository.ROOT.resolve("docs/capabilities.md"));
        return ROW.matcher(page)
                .results()
                .map((MatchResult m) ->
                        new Row(m.group(1), m.group(2), List.of(m.group(3).split(", "))));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void declaresWhatItMustHave(Row row) {
        try (Cloud cloud = Cloud.builder()
                .workingFolder(folder)
                .config(Map.of(row.service(), Map.of("default", target(row))))
                .open()) {
            assertThat(capabilities(cloud, row.service()).features().stream().map(Feature::name))
                    .containsAll(row.features());
        }
    }

    @Test
    void everyRowOfTheTableIsRead() {
        assertThat(rows()).hasSize(13);
    }

    private static Object target(Row row) {
        return switch (row.service() + " " + row.backend()) {
            case "ai local" -> "local:extractive";
            case "storage azure" -> Map.of("url", "azure://account/container", "accountKey", "a2V5");
            case "storage gs" -> Map.of("url", "gs://photos", "credentials", "anonymous");
            case "storage swift" ->
                Map.of(
                        "url",
                        "swift://it",
                        "endpoint",
                        "https://keystone.example/v3",
                        "username",
                        "me",
                        "password",
                        "x");
            case "storage b2" -> Map.of("url", "b2://photos-of-mine", "keyId", "me", "applicationKey", "x");
            case "storage s3" -> "s3://photos?region=eu-west-1";
            default -> row.backend() + ":it";
        };
    }

    private static Capabilities capabilities(Cloud cloud, String service) {
        return switch (service) {
            case "storage" -> Bucket.open(cloud).capabilities();
            case "events" -> EventBus.open(cloud).capabilities();
            case "compute" -> Compute.open(cloud).capabilities();
            default -> Ai.open(cloud).capabilities();
        };
    }
}
