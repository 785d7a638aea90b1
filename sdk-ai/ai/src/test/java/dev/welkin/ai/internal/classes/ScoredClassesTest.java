package dev.welkin.ai.internal.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.welkin.CloudException;
import dev.welkin.ai.classify.Classification;
import dev.welkin.ai.infer.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scores as probabilities with names. */
class ScoredClassesTest {
    @Test
    void numbersBecomeProbabilitiesUnlessTheyAreSome() {
        assertThat(ScoredClasses.probabilities(new float[] {0.25f, 0.75f})).containsExactly(0.25, 0.75);
        double[] soft = ScoredClasses.probabilities(new float[] {1000, 1000, -1000});
        assertThat(soft[0]).isCloseTo(0.5, within(1e-9));
        assertThat(soft[2]).isZero();
    }

    @Test
    void likeliestClassComesFirst() {
        Classification answer = ScoredClasses.of(List.of("a", "b", "c"), scores(0.2f, 0.7f, 0.1f));
        assertThat(answer.label()).isEqualTo("b");
        assertThat(answer.scores().keySet()).containsExactly("b", "a", "c");
    }

    @Test
    void otherNumberOfLabelsIsRefused() {
        assertThatThrownBy(() -> ScoredClasses.of(List.of("a"), scores(1, 2)))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("it gives 2 numbers, and its manifest has 1 labels");
    }

    private static Tensor scores(float... values) {
        return Tensor.floats("scores", values, 1, values.length);
    }
}
