package dev.welkin.ai.anomaly;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What was learnt from the history of some series: each one's ranges, usual steps, daily profile and shapes. A detector
 * made of it continues where the history ended, so it is not blind while it warms up. Immutable and safe for use by
 * several threads.
 */
public final class AnomalyModel {
    /** The name a model gives itself in a registry. */
    public static final String FORMAT = "welkin-anomaly-1";

    private static final int MAGIC = 0x574c4b41; // WLKA
    private static final int VERSION = 1;
    private static final int MOST_SERIES = 100_000;

    private final Map<String, byte[]> states;

    private AnomalyModel(Map<String, byte[]> states) {
        this.states = states;
    }

    /**
     * Learns from history.
     *
     * @param history the readings of each series, oldest first
     * @return the model; it knows the series named, and no others
     */
    public static AnomalyModel train(Map<String, List<Reading>> history) {
        Map<String, byte[]> states = new TreeMap<>();
        history.forEach((series, readings) -> {
            AnomalyDetector detector = AnomalyDetector.cold();
            readings.forEach(r -> detector.score(r.time(), r.value()));
            states.put(series, state(detector));
        });
        return new AnomalyModel(states);
    }

    /**
     * Keeps the state of running detectors, to continue them later or elsewhere.
     *
     * @param detectors the detector of each series; not used by another thread meanwhile
     * @return the model
     */
    public static AnomalyModel of(Map<String, AnomalyDetector> detectors) {
        Map<String, byte[]> states = new TreeMap<>();
        detectors.forEach((series, detector) -> states.put(series, state(detector)));
        return new AnomalyModel(states);
    }

    /**
     * Makes a detector for a series.
     *
     * @param series its name
     * @return a detector that continues the series' history, or a cold one for a series the model does not know
     */
    public AnomalyDetector detector(String series) {
        byte[] state = states.get(series);
        return state == null ? AnomalyDetector.cold() : detector(state);
    }

    /**
     * Returns the series the model knows.
     *
     * @return their names, sorted
     */
    public Set<String> series() {
        return Set.copyOf(states.keySet());
    }

    /**
     * Writes the model: a magic number, a version and a count, then each series' name and state, then a CRC32C of all
     * that.
     *
     * @return the bytes, for {@link #load}
     */
    public byte[] save() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeInt(states.size());
            for (Map.Entry<String, byte[]> entry : states.entrySet()) {
                out.writeUTF(entry.getKey());
                out.write(entry.getValue());
            }
            out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw inMemory(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param bytes the saved model
     * @return the model
     * @throws CloudException CORRUPTED if the bytes are cut, altered, or of another format or version
     */
    public static AnomalyModel load(byte[] bytes) {
        int end = bytes.length - Integer.BYTES;
        if (end < 3 * Integer.BYTES || ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
            throw corrupted("its checksum does not match");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end))) {
            return new AnomalyModel(states(in));
        } catch (IOException e) {
            throw corrupted("it ends in the middle of a series");
        }
    }

    private static Map<String, byte[]> states(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC || in.readInt() != VERSION) {
            throw corrupted("it is not of format " + FORMAT);
        }
        int count = in.readInt();
        if (count < 0 || count > MOST_SERIES) {
            throw corrupted("it claims " + count + " series; at most " + MOST_SERIES + " are read");
        }
        int length = state(AnomalyDetector.cold()).length;
        Map<String, byte[]> states = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            String series = in.readUTF();
            byte[] state = in.readNBytes(length);
            if (state.length < length) {
                throw corrupted("it ends in the middle of a series");
            }
            states.put(series, state);
        }
        return states;
    }

    private static byte[] state(AnomalyDetector detector) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            detector.save(out);
        } catch (IOException e) {
            throw inMemory(e);
        }
        return bytes.toByteArray();
    }

    private static AnomalyDetector detector(byte[] state) {
        AnomalyDetector detector = AnomalyDetector.cold();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
            detector.load(in);
        } catch (IOException e) {
            throw inMemory(e);
        }
        return detector;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static UncheckedIOException inMemory(IOException impossible) {
        return new UncheckedIOException("reading and writing memory does not fail", impossible);
    }

    private static CloudException corrupted(String what) {
        return CloudException.of(
                ErrorCode.CORRUPTED, "An anomaly model cannot be loaded: " + what + ". Publish it anew.");
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
}
