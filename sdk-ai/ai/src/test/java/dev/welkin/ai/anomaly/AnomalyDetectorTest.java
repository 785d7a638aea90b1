package dev.welkin.ai.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assumptions;
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
    void findsASensorThatIsStuckWithinHalfADay() {
        assertThat(alarms(row -> seasonal(row >= 3000 ? 3000 : row)))
                .anySatisfy(row -> assertThat(row).isBetween(3000, 3144));
    }

    @Test
    void findsTheFirstStirAfterPerfectStillness() {
        assertThat(alarms(row -> row < 3000 ? 7 : 7.001)).startsWith(3000);
    }

    @Test
    void oneGlitchDoesNotBlindItForWhatFollows() {
        assertThat(alarms(row -> seasonal(row) + (row == 1500 ? 1e9 : 0) + (row == 3000 ? 60 : 0)))
                .contains(1500, 3000);
    }

    @Test
    void oneEventRaisesOneAlarm() {
        assertThat(alarms(row -> seasonal(row) + (row >= 3000 && row < 3100 ? 40 : 0)).stream()
                        .filter(row -> row >= 3000 && row < 3100))
                .hasSize(1);
    }

    @Test
    void aCleanDailyWaveRaisesNoAlarm() {
        assertThat(alarms(row -> 20 + 10 * Math.sin(2 * Math.PI * row / 288)).stream()
                        .filter(row -> row > 750))
                .isEmpty();
    }

    @Test
    void raisesFewAlarmsWhereThereIsOnlyNoise() {
        assertThat(alarms(AnomalyDetectorTest::seasonal).stream().filter(row -> row > 750))
                .hasSizeLessThan(8);
    }

    @Test
    void theUnitOfTheValuesDoesNotMatter() {
        assertThat(alarms(row -> 1e-9 * seasonal(row) + (row == 3000 ? 60e-9 : 0)))
                .isEqualTo(alarms(row -> 1e9 * seasonal(row) + (row == 3000 ? 60e9 : 0)));
    }

    @Test
    void aHigherRatioGivesFewerAlarms() {
        AnomalySettings strict = AnomalySettings.defaults().alarmRatio(3);
        assertThat(alarms(AnomalyDetector.create(strict), AnomalyDetectorTest::seasonal))
                .hasSizeLessThan(alarms(AnomalyDetectorTest::seasonal).size());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> AnomalySettings.defaults().slotsPerDay(0))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
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
        assertThat(detector.repeated()).isEqualTo(1);
        assertThat(detector.outOfOrder()).isEqualTo(1);
    }

    @Test
    void gapsAreCounted() {
        AnomalyDetector detector = AnomalyDetector.cold();
        for (int row = 0; row < 40; row++) {
            detector.score((row < 20 ? row : row + 100) * MINUTE, 1);
        }
        assertThat(detector.gaps()).isEqualTo(1);
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

    @Property(tries = 20)
    void continuesBitForBitFromItsSavedState(@ForAll @IntRange(min = 0, max = 1200) int cut) {
        AnomalyDetector whole =
                AnomalyDetector.create(AnomalySettings.defaults().quietReadings(30));
        for (int row = 0; row < cut; row++) {
            whole.score(row * 5L * MINUTE, seasonal(row));
        }
        AnomalyDetector resumed = AnomalyDetector.load(whole.save());
        for (int row = cut; row < cut + 300; row++) {
            assertThat(resumed.score(row * 5L * MINUTE, seasonal(row)))
                    .isEqualTo(whole.score(row * 5L * MINUTE, seasonal(row)));
        }
        assertThat(resumed.save()).isEqualTo(whole.save());
    }

    @Property(tries = 50)
    void aCutOrAlteredStateIsCorrupted(@ForAll @IntRange(min = 0, max = 1_000_000) int place) {
        byte[] bytes = AnomalyDetector.cold().save();
        byte[] cut = Arrays.copyOf(bytes, place % bytes.length);
        bytes[place % bytes.length] ^= 1;
        for (byte[] bad : List.of(cut, bytes)) {
            assertThatThrownBy(() -> AnomalyDetector.load(bad))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED));
        }
    }

    @Test
    void aModelIsNoDetector() {
        byte[] model = AnomalyModel.train(Map.of()).save();
        assertThatThrownBy(() -> AnomalyDetector.load(model)).isInstanceOf(CloudException.class);
    }

    @Test
    void aModelRefusesADetectorOfOtherSettings() {
        AnomalyDetector other =
                AnomalyDetector.create(AnomalySettings.defaults().slotsPerDay(1));
        assertThatThrownBy(() -> AnomalyModel.of(Map.of("pump", other)))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    @Test
    void findsMostOfTheBenchmarksAnomaliesOfKnownCause() throws IOException {
        String data = System.getenv("WELKIN_TEST_DATA");
        Assumptions.assumeTrue(data != null, "WELKIN_TEST_DATA names no folder with timeseries/nab in it");
        AlarmQuality quality = KnownCauses.of(Path.of(data, "timeseries", "nab")).series().stream()
                .map(s -> AlarmQuality.of(alarms(s.readings()), s.windows()))
                .reduce(AlarmQuality.NONE, AlarmQuality::plus);
        assertThat(quality.windows()).isEqualTo(19);
        assertThat(quality.recall()).isGreaterThan(0.7);
        assertThat(quality.precision()).isGreaterThan(0.2);
    }

    private static List<Instant> alarms(List<Reading> readings) {
        AnomalyDetector detector = AnomalyDetector.cold();
        List<Instant> alarms = new ArrayList<>();
        for (Reading reading : readings) {
            if (detector.score(reading.time(), reading.value()) >= AnomalyDetector.ALARM) {
                alarms.add(reading.time());
            }
        }
        return alarms;
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

    private static List<Integer> alarms(IntToDoubleFunction series) {
        return alarms(AnomalyDetector.cold(), series);
    }

    private static List<Integer> alarms(AnomalyDetector detector, IntToDoubleFunction series) {
        List<Integer> alarms = new ArrayList<>();
        for (int row = 0; row < 4000; row++) {
            if (detector.score(row * 5L * MINUTE, series.applyAsDouble(row)) >= AnomalyDetector.ALARM) {
                alarms.add(row);
            }
        }
        return alarms;
    }
}
