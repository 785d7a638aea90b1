package dev.welkin.ai.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.welkin.ai.anomaly.NumentaScore.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumentaScoreTest {
    private static final List<Window> WINDOWS = List.of(new Window(300, 349), new Window(700, 799));

    private final double[] scores = new double[1000];

    @Test
    void firingOnceAtEachWindowsFirstRowIsAHundred() {
        scores[300] = 1;
        scores[700] = 1;
        assertThat(score()).isCloseTo(100, within(1e-9));
    }

    @Test
    void neverFiringIsZero() {
        assertThat(score()).isZero();
    }

    @Test
    void onlyTheEarliestDetectionInAWindowCounts() {
        scores[310] = 1;
        double once = score();
        scores[320] = 1;
        assertThat(score()).isEqualTo(once);
    }

    @Test
    void earlyIsWorthMoreThanLate() {
        scores[301] = 1;
        double early = score();
        scores[301] = 0;
        scores[345] = 1;
        assertThat(score()).isLessThan(early).isPositive();
    }

    @Test
    void aDetectionOutsideCosts() {
        scores[500] = 1;
        assertThat(score()).isCloseTo(100 * -0.11 / 4, within(1e-3));
    }

    @Test
    void probationDoesNotCount() {
        scores[149] = 1;
        assertThat(score()).isZero();
        assertThat(NumentaScore.probation(1000)).isEqualTo(150);
        assertThat(NumentaScore.probation(100_000)).isEqualTo(750);
    }

    private double score() {
        return NumentaScore.none().plus(scores, WINDOWS, 0.5).value();
    }
}
