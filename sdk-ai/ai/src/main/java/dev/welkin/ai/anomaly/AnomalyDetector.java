package dev.welkin.ai.anomaly;

import dev.welkin.CloudException;
import dev.welkin.ai.internal.saved.Envelope;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * Scores one series of readings as they come, from the first reading on, with one setting for every series.
 *
 * <p>Three looks are taken at each reading: the <em>residual</em>, its distance from what is usual at this time of the
 * day; the <em>drift</em>, the fading mean of signed residuals, which sees a level that stays off; and the
 * <em>restlessness</em>, how much larger or smaller than usual the steps have become, which sees noise, bursts and
 * stuck sensors. None of them has a common unit, so each is divided by its own record so far, which fades slowly: 1 is
 * "as unusual as the series has ever been of late". The three ratios are joined by their 8-norm to a surprise s, and
 * the score is {@code s / (s + alarmRatio)}: one half, the {@linkplain #ALARM alarm}, for what breaks the record by the
 * margin the {@linkplain AnomalySettings settings} ask for. After an alarm scores are halved for a while, so that one
 * event raises one alarm. A glitch cannot blind the detector: a record at most doubles with one reading, and what is
 * usual learns at most twice the record from it.
 *
 * <p>Ranking a measure of strangeness against its own past is the idea of conformal anomaly detection (Laxhammar and
 * Falkman, 2015; Burnaev and Ishimtsev, "Conformalized density- and distance-based anomaly detection in time-series
 * data", 2016); judging by recent errors against their long history is that of the anomaly likelihood (Ahmad, Lavin,
 * Purdy and Agha, Neurocomputing 262, 2017), on whose benchmark the defaults were chosen, see {@link NumentaScore}.
 *
 * <p>It is deterministic: the same readings give bit-identical scores, also across {@link #save} and {@link #load}. A
 * reading costs the same small time however long the series is; a series needs about 1 KB; scoring allocates nothing.
 * Used by one thread at a time.
 */
public final class AnomalyDetector {
    /** The score from which on a reading is an alarm. */
    public static final double ALARM = 0.5;

    private static final double LARGEST = 1e150;
    private static final Envelope ENVELOPE = new Envelope(0x574c4b44, "anomaly detector"); // WLKD

    private final AnomalySettings settings;
    private final Surprise surprise;
    private final Quiet quiet;
    private final Pace pace = new Pace();
    private long readings;
    private long unusable;

    private AnomalyDetector(AnomalySettings settings) {
        this.settings = settings;
        this.surprise = new Surprise(settings.slotsPerDay(), settings.memoryReadings());
        this.quiet = new Quiet(settings.quietReadings());
    }

    /**
     * Makes a detector that knows nothing yet, with the default settings. Its first 100 readings score 0.
     *
     * @return a new detector
     */
    public static AnomalyDetector cold() {
        return create(AnomalySettings.defaults());
    }

    /**
     * Makes a detector that knows nothing yet.
     *
     * @param settings how it works
     * @return a new detector; its first readings score 0, as many as the settings say
     */
    public static AnomalyDetector create(AnomalySettings settings) {
        return new AnomalyDetector(settings);
    }

    /**
     * Scores the next reading; see {@link #score(long, double)}.
     *
     * @param time when it was read
     * @param value what was read
     * @return the score, 0 to 1
     */
    public double score(Instant time, double value) {
        return score(millis(time), value);
    }

    /**
     * Scores the next reading.
     *
     * <p>Never throws. NaN, infinite values and those beyond 1e150 score 0, leave no trace in what is learnt and are
     * counted as {@linkplain #unusable unusable}. A reading whose time repeats or goes back is scored by its own time
     * of day, and counted as {@linkplain #repeated repeated} or {@linkplain #outOfOrder out of order}. Where more than
     * ten usual intervals passed, the step across the {@linkplain #gaps gap} is not taken for restlessness.
     *
     * @param epochMillis when it was read, in milliseconds since 1970-01-01T00:00:00Z
     * @param value what was read
     * @return 0 for nothing unusual, up to 1; an alarm is what reaches {@link #ALARM}
     */
    public double score(long epochMillis, double value) {
        if (!(Math.abs(value) <= LARGEST)) {
            unusable++;
            return 0;
        }
        if (pace.next(epochMillis)) {
            surprise.skipTo(value);
        }
        boolean settled = readings >= settings.warmUpReadings();
        readings++;
        double s = surprise.next(Math.floorDiv(epochMillis, 1000L), value, settled);
        return settled ? quiet.next(s / (s + settings.alarmRatio())) : 0;
    }

    /**
     * Returns how the detector works.
     *
     * @return the settings it was made with
     */
    public AnomalySettings settings() {
        return settings;
    }

    /**
     * Counts the readings that were scored.
     *
     * @return the count, without unusable ones
     */
    public long readings() {
        return readings;
    }

    /**
     * Counts the readings that were no usable numbers.
     *
     * @return the count
     */
    public long unusable() {
        return unusable;
    }

    /**
     * Counts the readings with the time of the latest one.
     *
     * @return the count
     */
    public long repeated() {
        return pace.repeated();
    }

    /**
     * Counts the readings whose time was before the latest one.
     *
     * @return the count
     */
    public long outOfOrder() {
        return pace.outOfOrder();
    }

    /**
     * Counts the pauses of more than ten usual intervals.
     *
     * @return the count
     */
    public long gaps() {
        return pace.gaps();
    }

    /**
     * Writes the settings and all that was learnt, about 1 KB: a magic number, a version, the numbers, and a CRC32C of
     * all that.
     *
     * @return the bytes, for {@link #load}
     */
    public byte[] save() {
        return ENVELOPE.write(out -> {
            save(settings, out);
            saveState(out);
        });
    }

    /**
     * Reads what {@link #save} wrote; the detector continues with the same scores, bit for bit.
     *
     * @param bytes the saved detector
     * @return the detector
     * @throws CloudException CORRUPTED if the bytes are cut, altered, or of another kind or version
     */
    public static AnomalyDetector load(byte[] bytes) {
        return ENVELOPE.read(bytes, in -> {
            AnomalyDetector detector = create(loadSettings(in));
            detector.loadState(in);
            return detector;
        });
    }

    static void save(AnomalySettings settings, DataOutput out) throws IOException {
        out.writeInt(settings.slotsPerDay());
        out.writeInt(settings.warmUpReadings());
        out.writeInt(settings.quietReadings());
        out.writeInt(settings.memoryReadings());
        out.writeDouble(settings.alarmRatio());
    }

    static AnomalySettings loadSettings(DataInput in) throws IOException {
        return new AnomalySettings(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readDouble());
    }

    void saveState(DataOutput out) throws IOException {
        surprise.save(out);
        quiet.save(out);
        pace.save(out);
        out.writeLong(readings);
        out.writeLong(unusable);
    }

    void loadState(DataInput in) throws IOException {
        surprise.load(in);
        quiet.load(in);
        pace.load(in);
        readings = in.readLong();
        unusable = in.readLong();
    }

    private static long millis(Instant time) {
        long seconds = Math.max(Math.min(time.getEpochSecond(), Long.MAX_VALUE / 1000 - 1), Long.MIN_VALUE / 1000 + 1);
        return seconds * 1000 + time.getNano() / 1_000_000;
    }
}
