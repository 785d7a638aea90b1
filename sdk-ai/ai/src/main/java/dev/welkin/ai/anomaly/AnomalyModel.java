package dev.welkin.ai.anomaly;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.internal.saved.Envelope;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.ModelFormat;
import dev.welkin.ai.models.PublishedModel;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was learnt from the history of some series: each one's daily profile, usual steps and records. A detector made
 * of it continues where the history ended, so it is not blind while it warms up. Immutable and safe for use by several
 * threads.
 */
public final class AnomalyModel implements Model {
    /** How a registry reads such a model. */
    public static final ModelFormat<AnomalyModel> FORMAT = new Format();

    private static final String FORMAT_NAME = "welkin-anomaly-1";
    private static final String FILE = "anomaly.bin";

    private static final Envelope ENVELOPE = new Envelope(0x574c4b4d, "anomaly model"); // WLKM
    private static final int MOST_SERIES = 100_000;

    private final AnomalySettings settings;
    private final Map<String, byte[]> states;

    private AnomalyModel(AnomalySettings settings, Map<String, byte[]> states) {
        this.settings = settings;
        this.states = states;
    }

    /**
     * Learns from history, with the default settings.
     *
     * @param history the readings of each series, oldest first
     * @return the model; it knows the series named, and no others
     */
    public static AnomalyModel train(Map<String, List<Reading>> history) {
        return train(AnomalySettings.defaults(), history);
    }

    /**
     * Learns from history.
     *
     * @param settings how its detectors work
     * @param history the readings of each series, oldest first
     * @return the model; it knows the series named, and no others
     */
    public static AnomalyModel train(AnomalySettings settings, Map<String, List<Reading>> history) {
        Map<String, AnomalyDetector> detectors = new TreeMap<>();
        history.forEach((series, readings) -> {
            AnomalyDetector detector = AnomalyDetector.create(settings);
            readings.forEach(r -> detector.score(r.time(), r.value()));
            detectors.put(series, detector);
        });
        return of(settings, detectors);
    }

    /**
     * Keeps the state of running detectors of the default settings, to continue them later or elsewhere.
     *
     * @param detectors the detector of each series; not used by another thread meanwhile
     * @return the model
     * @throws CloudException INVALID_ARGUMENT if one has other settings
     */
    public static AnomalyModel of(Map<String, AnomalyDetector> detectors) {
        return of(AnomalySettings.defaults(), detectors);
    }

    /**
     * Keeps the state of running detectors, to continue them later or elsewhere.
     *
     * @param settings the settings of all of them
     * @param detectors the detector of each series; not used by another thread meanwhile
     * @return the model
     * @throws CloudException INVALID_ARGUMENT if one has other settings
     */
    public static AnomalyModel of(AnomalySettings settings, Map<String, AnomalyDetector> detectors) {
        Map<String, byte[]> states = new TreeMap<>();
        detectors.forEach((series, detector) -> {
            if (!detector.settings().equals(settings)) {
                throw CloudException.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "The detector of " + series + " has " + detector.settings() + ", the model " + settings
                                + "; detectors of one model share their settings.");
            }
            states.put(series, Envelope.bytes(detector::saveState));
        });
        return new AnomalyModel(settings, states);
    }

    /**
     * Makes a detector for a series.
     *
     * @param series its name
     * @return a detector that continues the series' history, or a cold one for a series the model does not know
     */
    public AnomalyDetector detector(String series) {
        AnomalyDetector detector = AnomalyDetector.create(settings);
        byte[] state = states.get(series);
        if (state != null) {
            resume(detector, state);
        }
        return detector;
    }

    private static void resume(AnomalyDetector detector, byte[] state) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
            detector.loadState(in);
        } catch (IOException e) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED, "An anomaly model holds an impossible state. Publish it anew.", e);
        }
    }

    /**
     * Returns the series the model knows.
     *
     * @return their names
     */
    public Set<String> series() {
        return Set.copyOf(states.keySet());
    }

    /**
     * Returns how its detectors work.
     *
     * @return the settings
     */
    public AnomalySettings settings() {
        return settings;
    }

    /**
     * Writes the model: a magic number, a version, the settings and a count, then each series' name and state, then a
     * CRC32C of all that.
     *
     * @return the bytes, for {@link #load}
     */
    public byte[] save() {
        return ENVELOPE.write(out -> {
            AnomalyDetector.save(settings, out);
            out.writeInt(states.size());
            for (Map.Entry<String, byte[]> entry : states.entrySet()) {
                out.writeUTF(entry.getKey());
                out.write(entry.getValue());
            }
        });
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param bytes the saved model
     * @return the model
     * @throws CloudException CORRUPTED if the bytes are cut, altered, or of another kind or version
     */
    public static AnomalyModel load(byte[] bytes) {
        return ENVELOPE.read(bytes, in -> {
            AnomalySettings settings = AnomalyDetector.loadSettings(in);
            return new AnomalyModel(settings, states(settings, in));
        });
    }

    private static Map<String, byte[]> states(AnomalySettings settings, DataInputStream in) throws IOException {
        int count = Envelope.count(in, MOST_SERIES, Short.BYTES, "series");
        AnomalyDetector probe = AnomalyDetector.create(settings);
        int length = Envelope.bytes(probe::saveState).length;
        Map<String, byte[]> states = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            String series = in.readUTF();
            byte[] state = new byte[length];
            in.readFully(state);
            resume(probe, state);
            states.put(series, state);
        }
        return states;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AnomalyModel model && Arrays.equals(save(), model.save());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(save());
    }

    @Override
    public String toString() {
        return "AnomalyModel of " + states.size() + " series";
    }

    @Override
    public ModelDescription description() {
        return ModelDescription.of("anomaly-detection", FORMAT_NAME);
    }

    @Override
    public Map<String, byte[]> files() {
        return Map.of(FILE, save());
    }

    private static final class Format implements ModelFormat<AnomalyModel> {
        @Override
        public String name() {
            return FORMAT_NAME;
        }

        @Override
        public AnomalyModel read(PublishedModel published) {
            return load(published.bytes(FILE));
        }
    }
}
