package dev.welkin.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConfigProperties {
    private static final String CANARY = "cAnArY7f3a";
    private static final Map<String, String> ENVIRONMENT = Map.of("KEY", CANARY, "URL", "s3://b/" + CANARY);

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void anyMapOpensOrIsACloudExceptionThatKeepsTheSecret(@ForAll("configurations") Map<String, Object> values) {
        try (Cloud cloud =
                Cloud.builder().config(values).environment(ENVIRONMENT).open()) {
            assertThat(cloud.describe().toString()).doesNotContain(CANARY);
        } catch (CloudException e) {
            assertThat(e.toString()).doesNotContain(CANARY);
            assertThat(e.getCause()).isNull();
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void anyTextIsReadOrIsACloudException(@ForAll("yamls") String text) {
        try {
            Node root = YamlNodes.read("welkin.yaml", text);
            assertThat(root.height()).isLessThanOrEqualTo(Node.MAX_DEPTH);
            Config config = new ConfigReader(Path.of("/x"), ENVIRONMENT).read("welkin.yaml", root);
            assertThat(config.targets("storage").toString()).doesNotContain(CANARY);
        } catch (CloudException e) {
            assertThat(e.toString()).doesNotContain(CANARY);
        }
    }

    @Provide
    Arbitrary<Map<String, Object>> configurations() {
        Arbitrary<String> sections = Arbitraries.of(Config.SECTIONS);
        return Arbitraries.maps(sections, value()).ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> yamls() {
        Arbitrary<String> pieces = Arbitraries.of(
                "storage",
                "ai",
                "p",
                "url",
                ":",
                ": ",
                "\n",
                "\n  ",
                "\n    ",
                "- ",
                "{",
                "}",
                "[",
                "]",
                ",",
                "\"",
                "'",
                "memory:",
                "${KEY}",
                "${URL}",
                CANARY_KEY,
                "&a ",
                "*a",
                "!t ",
                "?",
                "|",
                ">",
                "#",
                "%",
                "\t",
                "~",
                "---\n",
                "fallback");
        return Arbitraries.oneOf(pieces.list().ofMaxSize(30).map(list -> String.join("", list)), Arbitraries.strings());
    }

    private static final String CANARY_KEY = "s3://b?secretKey=" + CANARY;

    private static Arbitrary<Object> value() {
        return Arbitraries.lazyOf(
                ConfigProperties::leaf,
                ConfigProperties::leaf,
                ConfigProperties::leaf,
                () -> value().list().ofMaxSize(3).map(Object.class::cast),
                () -> Arbitraries.maps(name(), value()).ofMaxSize(4).map(Object.class::cast));
    }

    private static Arbitrary<String> name() {
        return Arbitraries.of(
                "url", "default", "photos", "secretKey", "account", "provider", "fallback", "http", "resilience", "x");
    }

    private static Arbitrary<Object> leaf() {
        return Arbitraries.of(List.<Object>of(
                "memory:",
                "s3://b?region=eu",
                "s3://b?secretKey=" + CANARY,
                "s3://u:" + CANARY + "@host",
                "${KEY}",
                "${URL}",
                "s3://${KEY}/x?y=${KEY}",
                "",
                "${",
                "aws",
                7,
                true));
    }
}
