package dev.welkin.ai.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.internal.saved.Sha256;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ModelRegistryPropertyTest {
    private static final ModelDescription ABOUT = ModelDescription.of("test", "raw");

    /** Publishes, moves and takes back in any order, beside maps that do the same. */
    @Property(tries = 50)
    void registryAgreesWithMaps(@ForAll("steps") List<Step> steps) {
        try (Cloud cloud = Cloud.inMemory()) {
            ModelRegistry registry = ModelRegistry.open(cloud);
            List<byte[]> published = new ArrayList<>();
            Map<String, Deque<Integer>> aliases = new TreeMap<>();
            for (Step step : steps) {
                take(step, registry, published, aliases);
            }
            check(registry, published, aliases);
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

    private static void take(
            Step step, ModelRegistry registry, List<byte[]> published, Map<String, Deque<Integer>> aliases) {
        String alias = "m@" + step.alias();
        switch (step.kind()) {
            case PUBLISH -> {
                byte[] content = {(byte) published.size()};
                published.add(content);
                int version = registry.publish("m", new TestModel(ABOUT, Map.of("f", content)))
                        .version();
                assertThat(version).isEqualTo(published.size());
            }
            case PROMOTE -> {
                if (step.version() > published.size()) {
                    assertFails(ErrorCode.NOT_FOUND, () -> registry.promote(alias, step.version()));
                } else {
                    registry.promote(alias, step.version());
                    Deque<Integer> history = aliases.computeIfAbsent(step.alias(), a -> new ArrayDeque<>());
                    if (history.isEmpty() || history.getFirst() != step.version()) {
                        history.push(step.version());
                    }
                }
            }
            case ROLLBACK -> {
                Deque<Integer> history = aliases.getOrDefault(step.alias(), new ArrayDeque<>());
                if (history.size() < 2) {
                    assertFails(
                            history.isEmpty() ? ErrorCode.NOT_FOUND : ErrorCode.PRECONDITION_FAILED,
                            () -> registry.rollback(alias));
                } else {
                    history.pop();
                    assertThat(registry.rollback(alias).version()).isEqualTo(history.getFirst());
                }
            }
        }
    }

    private static void check(ModelRegistry registry, List<byte[]> published, Map<String, Deque<Integer>> aliases) {
        for (int i = 0; i < published.size(); i++) {
            assertThat(registry.load("m:" + (i + 1)).bytes("f")).isEqualTo(published.get(i));
        }
        assertThat(registry.versions("m")).hasSameSizeAs(published);
        assertThat(registry.aliases("m")).extracting(ModelAlias::alias).containsExactlyElementsOf(aliases.keySet());
        for (ModelAlias alias : registry.aliases("m")) {
            assertThat(aliases.get(alias.alias())).first().isEqualTo(alias.version());
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
        ROLLBACK
    }

    private record Step(Kind kind, String alias, int version) {}
}
