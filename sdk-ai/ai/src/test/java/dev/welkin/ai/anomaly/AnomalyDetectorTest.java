package dev.welkin.ai.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AnomalyDetectorTest {
    private static final long MINUTE = 60_000;

    @Test
    void findsASpike() {
        assertThat(alarms(row -> seasonal(row) + (row == 3000 ? 60 : 0))).contains(3000);
    }

    @Test
    void findsALevelShiftWithinTheHour() {
        assertThat(alarms(row -> seasonal(row) + (row >= 3000 ? 40 : 0)))
                .anySatisfy(row -> assertThat(row).isBetween(3000, 3012));
    }

    @Test
    void findsALineThatBecomesTenTimesAsRestless() {
        assertThat(alarms(row -> row >= 3000 ? 20 + 10 * (seasonal(row) - 20) : seasonal(row)))
                .anySatisfy(row -> assertThat(row).isBetween(3000, 3036));
    }

    @Test
    void findsADayThatIsLikeANight() {
        assertThat(alarms(row -> seasonal(row >= 3000 && row < 3288 ? row + 144 : row)))
                .anySatisfy(row -> assertThat(row).isBetween(3000, 3288));
    }

    @Test
    void raisesFewAlarmsWhereNothingHappens() {
        assertThat(alarms(AnomalyDetectorTest::seasonal).stream().filter(row -> row > 750))
                .hasSizeLessThan(12);
    }

    @Test
    void unusableReadingsScoreNothingAndTeachNothing() {
        AnomalyDetector clean = AnomalyDetector.cold();
        AnomalyDetector dirty = AnomalyDetector.cold();
        for (int row = 0; row < 500; row++) {
            double expected = clean.score(row * MINUTE, seasonal(row));
            assertThat(dirty.score(row * MINUTE, row % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY))
                    .isZero();
            assertThat(dirty.score(row * MINUTE, seasonal(row))).isEqualTo(expected);
        }
        assertThat(dirty.unusable()).isEqualTo(500);
        assertThat(dirty.readings()).isEqualTo(500);
    }

    @Test
    void repeatedAndBackwardTimesAreCounted() {
        AnomalyDetector detector = AnomalyDetector.cold();
        for (long minute : new long[] {1, 2, 2, 1, 3}) {
            detector.score(minute * MINUTE, 1);
        }
        assertThat(detector.outOfOrder()).isEqualTo(2);
    }

    @Property(tries = 200)
    void scoresAnyReadingsBetweenZeroAndOne(
            @ForAll @Size(max = 400) List<Double> values, @ForAll @IntRange(min = -5000, max = 5000) int step) {
        AnomalyDetector detector = AnomalyDetector.cold();
        long time = 0;
        for (double value : values) {
            time += step * MINUTE;
            assertThat(detector.score(time, value)).isBetween(0.0, 1.0);
        }
    }

    @Property(tries = 20)
    void continuesBitForBitFromASavedModel(@ForAll @IntRange(min = 0, max = 1200) int cut) {
        AnomalyDetector whole = AnomalyDetector.cold();
        List<Reading> history = new ArrayList<>();
        for (int row = 0; row < cut; row++) {
            whole.score(row * MINUTE, seasonal(row));
            history.add(new Reading(Instant.ofEpochMilli(row * MINUTE), seasonal(row)));
        }
        AnomalyDetector resumed = AnomalyModel.load(
                        AnomalyModel.train(Map.of("pump", history)).save())
                .detector("pump");
        for (int row = cut; row < cut + 300; row++) {
            assertThat(resumed.score(row * MINUTE, seasonal(row))).isEqualTo(whole.score(row * MINUTE, seasonal(row)));
        }
    }

    @Property(tries = 50)
    void anAlteredModelIsCorrupted(@ForAll @IntRange(min = 0, max = 1_000_000) int place) {
        byte[] bytes = AnomalyModel.of(Map.of("pump", AnomalyDetector.cold())).save();
        bytes[place % bytes.length] ^= 1;
        assertThatThrownBy(() -> AnomalyModel.load(bytes))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED));
    }

    @Test
    void aSeriesTheModelDoesNotKnowStartsCold() {
        AnomalyModel model = AnomalyModel.train(Map.of());
        assertThat(model.detector("unknown").readings()).isZero();
    }

    /** Five-minute readings of ten days: a daily wave with noise. */
    private static double seasonal(int row) {
        return 20 + 10 * Math.sin(2 * Math.PI * row / 288) + new Random(row).nextGaussian();
    }

    private static List<Integer> alarms(java.util.function.IntToDoubleFunction series) {
        AnomalyDetector detector = AnomalyDetector.cold();
        List<Integer> alarms = new ArrayList<>();
        for (int row = 0; row < 4000; row++) {
            if (detector.score(row * 5L * MINUTE, series.applyAsDouble(row)) >= AnomalyDetector.ALARM) {
                alarms.add(row);
            }
        }
        return alarms;
    }
}
