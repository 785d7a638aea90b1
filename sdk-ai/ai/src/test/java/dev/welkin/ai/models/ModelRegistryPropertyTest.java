package dev.welkin.ai.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.internal.saved.Sha256;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ModelRegistryPropertyTest {
    private static final ModelDescription ABOUT = ModelDescription.of("test", "raw");

    /** Publishes, moves, takes back and deletes in any order, beside maps that do the same. */
    @Property(tries = 100)
    void registryAgreesWithMaps(@ForAll("steps") List<Step> steps) {
        try (Cloud cloud = Cloud.inMemory()) {
            ModelRegistry registry = ModelRegistry.open(cloud);
            Expected expected = new Expected();
            for (Step step : steps) {
                take(step, registry, expected);
            }
            check(registry, expected);
        }
    }

    @Property(tries = 300)
    void manifestsComeBackAsTheyWere(@ForAll("descriptions") ModelDescription about, @ForAll byte[] content) {
        ModelFile file = new ModelFile("a.bin", content.length, Sha256.of(content));
        ModelManifest manifest =
                new ModelManifest("m", 3, Instant.ofEpochSecond(content.length, 7), about, List.of(file));

        assertThat(Manifests.decode(Manifests.encode(manifest), "key")).isEqualTo(manifest);
    }

    @Property(tries = 500)
    void alteredManifestIsReadOrCorruptedAndNothingElse(@ForAll byte value, @ForAll int position) {
        ModelFile file = new ModelFile("a.bin", 0, Sha256.of(new byte[0]));
        byte[] bytes = Manifests.encode(new ModelManifest("m", 3, Instant.EPOCH, ABOUT, List.of(file)));
        bytes[Math.floorMod(position, bytes.length)] = value;

        CloudException error = catchThrowableOfType(CloudException.class, () -> Manifests.decode(bytes, "key"));

        if (error != null) {
            assertThat(error.code()).isEqualTo(ErrorCode.CORRUPTED);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<String> alias = Arbitraries.of("prod", "test");
        Arbitrary<Step> step = Combinators.combine(
                        Arbitraries.of(Kind.class),
                        alias,
                        Arbitraries.integers().between(1, 6))
                .as(Step::new);
        return step.list().ofMaxSize(30);
    }

    @Provide
    Arbitrary<ModelDescription> descriptions() {
        // any text but halves of surrogate pairs, which no UTF-8 can hold
        Arbitrary<String> text =
                Arbitraries.strings().withCharRange('\u0000', '\ud7ff').ofMaxLength(20);
        Arbitrary<Double> metric = Arbitraries.doubles();
        return Combinators.combine(text, text.list().ofMaxSize(3), metric)
                .as((dataset, labels, value) ->
                        ABOUT.withDataset(dataset).withLabels(labels).withMetric(dataset, value));
    }

    private static void take(Step step, ModelRegistry registry, Expected expected) {
        switch (step.kind()) {
            case PUBLISH -> publish(registry, expected);
            case PROMOTE -> promote(step, registry, expected);
            case ROLLBACK -> rollback(step, registry, expected);
            case COLLECT ->
                assertThat(registry.collect("m", step.version()))
                        .containsExactlyElementsOf(expected.collect(step.version()));
        }
    }

    private static void publish(ModelRegistry registry, Expected expected) {
        byte[] content = {(byte) ++expected.last};
        expected.published.put(expected.last, content);
        int version = registry.publish("m", new TestModel(ABOUT, Map.of("f", content)))
                .version();
        assertThat(version).isEqualTo(expected.last);
    }

    private static void promote(Step step, ModelRegistry registry, Expected expected) {
        if (!expected.published.containsKey(step.version())) {
            assertFails(ErrorCode.NOT_FOUND, () -> registry.promote("m@" + step.alias(), step.version()));
            return;
        }
        registry.promote("m@" + step.alias(), step.version());
        Deque<Integer> history = expected.aliases.computeIfAbsent(step.alias(), a -> new ArrayDeque<>());
        if (history.isEmpty() || history.getFirst() != step.version()) {
            history.push(step.version());
        }
    }

    private static void rollback(Step step, ModelRegistry registry, Expected expected) {
        String alias = "m@" + step.alias();
        Deque<Integer> history = expected.aliases.getOrDefault(step.alias(), new ArrayDeque<>());
        if (history.size() < 2) {
            assertFails(
                    history.isEmpty() ? ErrorCode.NOT_FOUND : ErrorCode.PRECONDITION_FAILED,
                    () -> registry.rollback(alias));
        } else if (!expected.published.containsKey(List.copyOf(history).get(1))) {
            assertFails(ErrorCode.NOT_FOUND, () -> registry.rollback(alias));
        } else {
            history.pop();
            assertThat(registry.rollback(alias).version()).isEqualTo(history.getFirst());
        }
    }

    private static void check(ModelRegistry registry, Expected expected) {
        assertThat(registry.versions("m"))
                .extracting(ModelManifest::version)
                .containsExactlyElementsOf(expected.published.descendingKeySet());
        expected.published.forEach((version, content) ->
                assertThat(registry.load("m:" + version).bytes("f")).isEqualTo(content));
        assertThat(registry.aliases("m"))
                .extracting(ModelAlias::alias)
                .containsExactlyElementsOf(expected.aliases.keySet());
        for (ModelAlias alias : registry.aliases("m")) {
            assertThat(expected.aliases.get(alias.alias())).first().isEqualTo(alias.version());
            assertThat(registry.load(alias.reference()).bytes("f")).isEqualTo(expected.published.get(alias.version()));
        }
    }

    private static void assertFails(ErrorCode code, Runnable call) {
        CloudException error = catchThrowableOfType(CloudException.class, call::run);
        assertThat(error).isNotNull();
        assertThat(error.code()).isEqualTo(code);
    }

    private enum Kind {
        PUBLISH,
        PROMOTE,
        ROLLBACK,
        COLLECT
    }

    /** What a registry should hold. */
    private static final class Expected {
        private final TreeMap<Integer, byte[]> published = new TreeMap<>();
        private final Map<String, Deque<Integer>> aliases = new TreeMap<>();
        private int last;

        /** Keeps the latest, and of each alias what it names and what it named before. */
        List<Integer> collect(int keep) {
            Set<Integer> needed = new HashSet<>();
            published.descendingKeySet().stream().limit(keep).forEach(needed::add);
            aliases.values().forEach(history -> history.stream().limit(2).forEach(needed::add));
            List<Integer> deleted = published.keySet().stream()
                    .filter(version -> !needed.contains(version))
                    .toList();
            deleted.forEach(published::remove);
            return deleted;
        }
    }

    private record Step(Kind kind, String alias, int version) {}
}
