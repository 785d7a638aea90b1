package dev.welkin.ai.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.SavedBytes;
import dev.welkin.ai.models.ModelRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class VectorIndexTest {
    @Test
    void nearestComeFirst() {
        VectorIndex index = VectorIndex.of(2);
        index.add("east", new float[] {10, 0});
        index.add("north", new float[] {0, 1});
        index.add("west", new float[] {-1, 0});

        List<Neighbour> found = index.search(new float[] {2, 1}, 2);

        assertThat(found).extracting(Neighbour::id).containsExactly("east", "north");
        assertThat(found.get(0).similarity()).isCloseTo(2 / Math.sqrt(5), within(1e-6));
        assertThat(index.search(new float[] {1, 0}, 10)).hasSize(3).last().isEqualTo(new Neighbour("west", -1));
    }

    @Test
    void sameIdReplacesAndWhatIsRemovedIsNotFound() {
        VectorIndex index = VectorIndex.of(2);
        index.add("a", new float[] {1, 0});
        index.add("a", new float[] {0, 1});
        index.add("b", new float[] {1, 0});

        assertThat(index.size()).isEqualTo(2);
        assertThat(index.search(new float[] {0, 1}, 1)).containsExactly(new Neighbour("a", 1));
        assertThat(index.remove("a")).isTrue();
        assertThat(index.remove("a")).isFalse();
        assertThat(index.search(new float[] {0, 1}, 5))
                .extracting(Neighbour::id)
                .containsExactly("b");
    }

    @Test
    void anIndexWithoutVectorsFindsNothing() {
        assertThat(VectorIndex.of(3).search(new float[] {1, 2, 3}, 5)).isEmpty();
        assertThat(VectorIndex.load(VectorIndex.of(3).save()).dimensions()).isEqualTo(3);
    }

    @Test
    void changingTheCallersArrayChangesNothing() {
        VectorIndex index = VectorIndex.of(2);
        float[] mine = {1, 0};
        index.add("a", mine);
        mine[0] = -1;

        assertThat(index.search(new float[] {1, 0}, 1)).containsExactly(new Neighbour("a", 1));
    }

    @Test
    void searchesGoOnWhileOthersAddAndRemove() {
        VectorIndex index = VectorIndex.of(2);
        index.add("stays", new float[] {1, 0});
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<Void>> work = IntStream.range(0, 200)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> {
                                index.add("v" + i, new float[] {0, 1});
                                assertThat(index.search(new float[] {1, 0}, 1))
                                        .containsExactly(new Neighbour("stays", 1));
                                index.remove("v" + i);
                            },
                            threads))
                    .toList();
            work.forEach(CompletableFuture::join);
        } finally {
            threads.shutdownNow();
        }
        assertThat(index.size()).isEqualTo(1);
    }

    @Property(tries = 200)
    void searchFindsWhatComparingWithEachFinds(@ForAll("vectors") Map<String, float[]> vectors) {
        VectorIndex index = VectorIndex.of(4);
        vectors.forEach(index::add);
        float[] query = {1, -2, 3, 0.5f};
        List<String> expected = vectors.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, float[]> e) -> -Cosine.of(query, e.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .limit(3)
                .toList();

        assertThat(index.search(query, 3)).extracting(Neighbour::id).isEqualTo(expected);
        assertThat(VectorIndex.load(index.save()).search(query, 3)).isEqualTo(index.search(query, 3));
    }

    @Provide
    Arbitrary<Map<String, float[]>> vectors() {
        Arbitrary<float[]> vectors = Arbitraries.floats()
                .between(-100, 100)
                .filter(x -> Math.abs(x) > 0.01)
                .array(float[].class)
                .ofSize(4);
        return Combinators.combine(Arbitraries.strings().alpha().ofLength(3), vectors)
                .as(Map::entry)
                .list()
                .ofMaxSize(20)
                .map(VectorIndexTest::table);
    }

    private static Map<String, float[]> table(List<Map.Entry<String, float[]>> entries) {
        Map<String, float[]> table = new TreeMap<>();
        entries.forEach(entry -> table.put(entry.getKey(), entry.getValue()));
        return table;
    }

    @Test
    void indexGoesThroughTheRegistry() {
        VectorIndex index = VectorIndex.of(2);
        index.add("a", new float[] {3, 4});
        try (Cloud cloud = Cloud.inMemory()) {
            ModelRegistry registry = ModelRegistry.open(cloud);
            registry.publish("films", index);

            assertThat(registry.load("films", VectorIndex.FORMAT).search(new float[] {3, 4}, 1))
                    .isEqualTo(index.search(new float[] {3, 4}, 1));
        }
    }

    @Test
    void alteredAndCutBytesAreCorrupted() {
        VectorIndex index = VectorIndex.of(2);
        index.add("a", new float[] {3, 4});
        index.add("b", new float[] {1, 0});

        SavedBytes.assertEveryAlterationIsCorrupted(index.save(), VectorIndex::load);
        SavedBytes.assertLiesAreCorruptedOrRead(index.save(), VectorIndex::load);
    }

    @Test
    void vectorsThatCannotBeComparedAreRefused() {
        VectorIndex index = VectorIndex.of(2);
        List<ThrowingCallable> bad = List.of(
                () -> VectorIndex.of(0),
                () -> VectorIndex.of(65_537),
                () -> index.add("a", new float[] {1}),
                () -> index.add("a", new float[] {0, 0}),
                () -> index.add("a", new float[] {1, Float.NaN}),
                () -> index.add("a", new float[] {1, Float.POSITIVE_INFINITY}),
                () -> index.add("", new float[] {1, 1}),
                () -> index.add("x".repeat(1001), new float[] {1, 1}),
                () -> index.search(new float[] {1, 2, 3}, 1),
                () -> index.search(new float[] {1, 2}, 0),
                () -> Cosine.of(new float[] {1}, new float[] {1, 2}),
                () -> Cosine.of(new float[] {0}, new float[] {1}));

        assertThat(bad).allSatisfy(call -> assertThat(failure(call).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        assertThat(index.size()).isZero();
    }

    private static CloudException failure(ThrowingCallable call) {
        return catchThrowableOfType(CloudException.class, call);
    }
}
