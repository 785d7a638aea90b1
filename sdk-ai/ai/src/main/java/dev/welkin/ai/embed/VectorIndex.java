package dev.welkin.ai.embed;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.internal.saved.Envelope;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.ModelFormat;
import dev.welkin.ai.models.PublishedModel;
import dev.welkin.spi.Shown;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the nearest of many vectors by their cosine. It compares with every one, so what it finds is exact and a search
 * of a million vectors takes a second or so. Safe for use by several threads: a search sees each vector that was there
 * when it began, unless it was removed meanwhile.
 */
public final class VectorIndex implements Model {
    /** Reads indexes from a registry. */
    public static final ModelFormat<VectorIndex> FORMAT = new Format();

    /** The most numbers of a vector. */
    public static final int MAX_DIMENSIONS = 65_536;

    /** The longest id. */
    public static final int MAX_ID_CHARS = 1000;

    private static final String FORMAT_NAME = "welkin-vectors-1";
    private static final String FILE = "vectors.bin";
    private static final Envelope ENVELOPE = new Envelope(0x574C4B56, "vector index"); // WLKV

    private final int dimensions;
    private final Map<String, float[]> directions = new ConcurrentHashMap<>();

    private VectorIndex(int dimensions) {
        this.dimensions = dimensions;
    }

    /**
     * Makes an empty index.
     *
     * @param dimensions how many numbers a vector has, 1 to {@value #MAX_DIMENSIONS}
     * @return the index
     * @throws CloudException INVALID_ARGUMENT if the number is out of that range
     */
    public static VectorIndex of(int dimensions) {
        if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
            throw refused("An index of " + dimensions + " dimensions was asked for; 1 to " + MAX_DIMENSIONS
                    + " are possible");
        }
        return new VectorIndex(dimensions);
    }

    /**
     * Adds a vector, or replaces the one of the same id.
     *
     * @param id 1 to {@value #MAX_ID_CHARS} characters
     * @param vector copied; its length makes no difference
     * @throws CloudException INVALID_ARGUMENT if the vector has other dimensions, is all zero or not finite, or the id
     *     can't be one
     */
    public void add(String id, float[] vector) {
        checkId(id);
        Cosine.checkLength(vector, dimensions);
        directions.put(id, Cosine.direction(vector));
    }

    /**
     * Removes a vector.
     *
     * @param id its id
     * @return whether it was there
     */
    public boolean remove(String id) {
        return directions.remove(id) != null;
    }

    /**
     * Finds the nearest.
     *
     * @param query what to search for
     * @param k how many at most, at least 1
     * @return the most similar first; of equals the one whose id comes first
     * @throws CloudException INVALID_ARGUMENT if the query has other dimensions, is all zero or not finite, or k is not
     *     positive
     */
    public List<Neighbour> search(float[] query, int k) {
        if (k < 1) {
            throw refused(k + " neighbours were asked for; ask for at least 1");
        }
        Cosine.checkLength(query, dimensions);
        float[] direction = Cosine.direction(query);
        return directions.entrySet().stream()
                .map(e -> new Neighbour(e.getKey(), Cosine.ofDirections(direction, e.getValue())))
                .sorted(Comparator.comparingDouble((Neighbour n) -> -n.similarity())
                        .thenComparing(Neighbour::id))
                .limit(k)
                .toList();
    }

    /**
     * Returns how many vectors there are.
     *
     * @return the count
     */
    public int size() {
        return directions.size();
    }

    /**
     * Returns how many numbers a vector has.
     *
     * @return the count
     */
    public int dimensions() {
        return dimensions;
    }

    /**
     * Writes the index.
     *
     * @return bytes for {@link #load}
     */
    public byte[] save() {
        return ENVELOPE.write(out -> {
            Map<String, float[]> sorted = new TreeMap<>(directions);
            out.writeInt(dimensions);
            out.writeInt(sorted.size());
            for (Map.Entry<String, float[]> entry : sorted.entrySet()) {
                out.writeUTF(entry.getKey());
                for (float x : entry.getValue()) {
                    out.writeFloat(x);
                }
            }
        });
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param bytes the saved index
     * @return the index
     * @throws CloudException CORRUPTED if the bytes are cut, altered, or no index of a known version
     */
    public static VectorIndex load(byte[] bytes) {
        return ENVELOPE.read(bytes, VectorIndex::read);
    }

    private static VectorIndex read(DataInputStream in) throws IOException {
        VectorIndex index = of(in.readInt());
        int count = Envelope.count(in, Integer.MAX_VALUE, Short.BYTES + index.dimensions * Float.BYTES, "vectors");
        for (int i = 0; i < count; i++) {
            String id = in.readUTF();
            float[] vector = new float[index.dimensions];
            for (int d = 0; d < vector.length; d++) {
                vector[d] = Envelope.finiteFloat(in);
            }
            index.keep(id, vector);
        }
        return index;
    }

    /** Saved vectors are of length 1 already; scaling them again would move their last bits. */
    private void keep(String id, float[] direction) throws IOException {
        checkId(id);
        Envelope.check(Math.abs(Cosine.squares(direction) - 1) < 1e-3, "a vector is not of length 1");
        Envelope.check(directions.putIfAbsent(id, direction) == null, "an id comes twice");
    }

    @Override
    public ModelDescription description() {
        return ModelDescription.of("nearest-neighbours", FORMAT_NAME).withBackend("java");
    }

    @Override
    public Map<String, byte[]> files() {
        return Map.of(FILE, save());
    }

    @Override
    public String toString() {
        return "VectorIndex of " + size() + " vectors of " + dimensions + " dimensions";
    }

    private static void checkId(String id) {
        if (id.isEmpty() || id.length() > MAX_ID_CHARS) {
            throw refused("'" + Shown.of(id) + "' is no id of a vector; give 1 to " + MAX_ID_CHARS + " characters");
        }
    }

    private static CloudException refused(String why) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, why);
    }

    private static final class Format implements ModelFormat<VectorIndex> {
        @Override
        public String name() {
            return FORMAT_NAME;
        }

        @Override
        public VectorIndex read(PublishedModel published) {
            return load(published.bytes(FILE));
        }
    }
}
