package dev.welkin.ai.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.SavedBytes;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.ai.predict.Predictor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class IsolationForestTest {
    private static final ForestOptions SMALL =
            ForestOptions.DEFAULT.withTrees(3).withRowsPerTree(4);

    @Test
    void rowsFarFromTheOthersScoreHigherThanEveryOrdinaryOne() {
        List<double[]> ordinary = cloud(500, 1);
        IsolationForest forest = IsolationForest.train(ordinary);
        double highest = ordinary.stream().mapToDouble(forest::score).max().orElseThrow();

        assertThat(forest.score(new double[] {8, -8, 8})).isGreaterThan(highest);
        assertThat(forest.score(new double[] {-9, 9, 9})).isGreaterThan(highest);
        assertThat(forest.score(new double[] {8, 0, 0})).isGreaterThan(forest.score(new double[] {1, 0, 0}));
        assertThat(forest.score(new double[] {0, 0, 0})).isLessThan(0.5);
    }

    @Test
    void fewOddRowsAmongThoseTrainedOnAreFound() {
        List<double[]> rows = cloud(980, 2);
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            rows.add(new double[] {6 + random.nextGaussian(), -6 + random.nextGaussian(), random.nextGaussian()});
        }

        IsolationForest forest = IsolationForest.train(rows);

        assertThat(areaUnderCurve(forest, rows, 980)).isGreaterThan(0.98);
    }

    @Test
    void scaleOfAColumnMakesNoDifference() {
        List<double[]> rows = cloud(200, 4);
        List<double[]> scaled =
                rows.stream().map(r -> new double[] {r[0] * 1024, r[1], r[2]}).toList();

        double score = IsolationForest.train(rows).score(new double[] {3, 1, 0});

        assertThat(IsolationForest.train(scaled).score(new double[] {3 * 1024, 1, 0}))
                .isCloseTo(score, within(1e-9));
    }

    @Test
    void rowsThatAreAllEqualScoreOneHalf() {
        IsolationForest forest = IsolationForest.train(List.of(new double[] {1, 2}, new double[] {1, 2}));

        assertThat(forest.score(new double[] {1, 2})).isEqualTo(0.5);
        assertThat(forest.score(new double[] {9, 9})).isEqualTo(0.5);
    }

    @Test
    void usualPathIsThatOfThePaper() {
        assertThat(IsolationTree.usualPath(1)).isZero();
        assertThat(IsolationTree.usualPath(2)).isEqualTo(1);
        assertThat(IsolationTree.usualPath(256)).isCloseTo(10.2448, within(1e-3));
        assertThat(IsolationTree.maxDepth(256)).isEqualTo(8);
        assertThat(IsolationTree.maxDepth(257)).isEqualTo(9);
    }

    @Test
    void sameSeedGivesTheSameForest() {
        List<double[]> rows = cloud(100, 5);
        byte[] first = IsolationForest.train(rows, SMALL).save();

        assertThat(IsolationForest.train(rows, SMALL).save()).isEqualTo(first);
        assertThat(IsolationForest.train(rows, SMALL.withSeed(8)).save()).isNotEqualTo(first);
    }

    @Test
    void forestGoesThroughTheRegistryAndAPredictor() {
        try (Cloud cloud = Cloud.inMemory()) {
            ModelRegistry registry = ModelRegistry.open(cloud);
            IsolationForest forest = IsolationForest.train(cloud(100, 6));
            registry.publish("odd", forest);

            IsolationForest loaded = registry.load("odd", IsolationForest.FORMAT);
            Predictor<double[], Double> predictor =
                    Predictor.builder(cloud, loaded).open();

            assertThat(predictor.predict(new double[] {5, 5, 5})).isEqualTo(forest.score(new double[] {5, 5, 5}));
            assertThat(loaded.options()).isEqualTo(ForestOptions.DEFAULT);
            assertThat(registry.resolve("odd").description().inputs().get(0).shape())
                    .containsExactly(-1L, 3L);
        }
    }

    @Test
    void alteredAndCutBytesAreCorrupted() {
        byte[] saved = IsolationForest.train(cloud(10, 7), SMALL).save();

        SavedBytes.assertEveryAlterationIsCorrupted(saved, IsolationForest::load);
        SavedBytes.assertLiesAreCorruptedOrRead(saved, IsolationForest::load);
    }

    @Test
    void badRowsAreRefusedAndNamed() {
        double[] row = {1, 2};
        IsolationForest forest = IsolationForest.train(List.of(row, new double[] {2, 3}));
        List<ThrowingCallable> bad = List.of(
                () -> IsolationForest.train(List.of()),
                () -> IsolationForest.train(List.of(row)),
                () -> IsolationForest.train(List.of(new double[0], new double[0])),
                () -> IsolationForest.train(List.of(row, new double[] {1})),
                () -> IsolationForest.train(List.of(row, new double[] {1, Double.NaN})),
                () -> forest.score(new double[] {1}),
                () -> forest.score(new double[] {1, Double.NEGATIVE_INFINITY}),
                () -> ForestOptions.DEFAULT.withTrees(0),
                () -> ForestOptions.DEFAULT.withRowsPerTree(1));

        assertThat(bad).allSatisfy(call -> assertThat(failure(call).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        assertThat(failure(bad.get(3))).hasMessageContaining("row 1 has 1 numbers");
        assertThat(failure(bad.get(4))).hasMessageContaining("row 1 holds NaN in column 1");
    }

    @Property(tries = 200)
    void anyFiniteRowsGiveScoresBetweenZeroAndOneThatSurviveSaving(@ForAll("rows") List<double[]> rows) {
        IsolationForest forest = IsolationForest.train(rows, SMALL);
        IsolationForest read = IsolationForest.load(forest.save());

        for (double[] row : rows) {
            assertThat(forest.score(row)).isGreaterThan(0).isLessThan(1);
            assertThat(read.score(row)).isEqualTo(forest.score(row));
        }
    }

    @Provide
    Arbitrary<List<double[]>> rows() {
        Arbitrary<Double> numbers = Arbitraries.oneOf(
                Arbitraries.doubles(), Arbitraries.of(0.0, -0.0, 1.0, Double.MAX_VALUE, -Double.MAX_VALUE, 1e-300));
        return numbers.array(double[].class).ofSize(3).list().ofMinSize(2).ofMaxSize(20);
    }

    @Test
    void defaultsAreAsDocumented() {
        assertThat(ForestOptions.DEFAULT).isEqualTo(new ForestOptions(7, 100, 256));
    }

    /** The chance that an odd row scores above an ordinary one; rows from {@code odd} on are odd. */
    private static double areaUnderCurve(IsolationForest forest, List<double[]> rows, int odd) {
        long right = 0;
        for (double[] row : rows.subList(odd, rows.size())) {
            double score = forest.score(row);
            right += rows.subList(0, odd).stream()
                    .filter(r -> forest.score(r) < score)
                    .count();
        }
        return right / (double) odd / (rows.size() - odd);
    }

    private static List<double[]> cloud(int rows, long seed) {
        Random random = new Random(seed);
        List<double[]> cloud = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            cloud.add(new double[] {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()});
        }
        return cloud;
    }

    private static CloudException failure(ThrowingCallable call) {
        return catchThrowableOfType(CloudException.class, call);
    }
}
