package dev.welkin.ai.embed;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.internal.saved.Envelope;
import dev.welkin.ai.internal.text.TextFeatures;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.ModelFormat;
import dev.welkin.ai.models.PublishedModel;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.ai.predict.BatchFunction;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns texts into vectors whose cosine says how many words and pieces of words the texts share: hashed features with
 * signs (Weinberger, Dasgupta, Langford, Smola and Attenberg, "Feature Hashing for Large Scale Multitask Learning",
 * ICML 2009). It knows no meanings: "car" and "automobile" are strangers to it. Works for any language. Immutable and
 * safe for use by several threads.
 */
public final class TextEmbedder implements Model, BatchFunction<String, float[]> {
    /** Reads embedders from a registry. */
    public static final ModelFormat<TextEmbedder> FORMAT = new Format();

    /** Every feature counts the same. */
    public static final TextEmbedder PLAIN = new TextEmbedder(EmbedderOptions.DEFAULT, 0, new TreeMap<>());

    private static final String FORMAT_NAME = "welkin-embedder-1";
    private static final String FILE = "embedder.bin";
    private static final Envelope ENVELOPE = new Envelope(0x574C4B45, "text embedder"); // WLKE

    /** The features told apart before they are folded into the dimensions, as a power of two. */
    private static final int HASH_BITS = 24;

    private final EmbedderOptions options;
    private final TextFeatures features;
    private final int texts;
    private final SortedMap<Integer, Integer> textsWith;

    private TextEmbedder(EmbedderOptions options, int texts, SortedMap<Integer, Integer> textsWith) {
        this.options = options;
        this.features = new TextFeatures(options.maxWords(), options.maxChars(), HASH_BITS);
        this.texts = texts;
        this.textsWith = textsWith;
    }

    /**
     * Learns, with {@link EmbedderOptions#DEFAULT}, which words are rare, so that these count more.
     *
     * @param texts texts like those to be embedded, at least one
     * @return the embedder
     * @throws CloudException INVALID_ARGUMENT if there is no text
     */
    public static TextEmbedder train(List<String> texts) {
        return train(texts, EmbedderOptions.DEFAULT);
    }

    /**
     * Learns which words are rare, so that these count more: a feature's weight is {@code ln((1 + texts) / (1 + texts
     * with it)) + 1} (inverse document frequency, Sparck Jones 1972, smoothed).
     *
     * @param texts texts like those to be embedded, at least one
     * @param options what to look at
     * @return the embedder
     * @throws CloudException INVALID_ARGUMENT if there is no text
     */
    public static TextEmbedder train(List<String> texts, EmbedderOptions options) {
        if (texts.isEmpty()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A text embedder was to learn from no texts; give some, or take TextEmbedder.PLAIN");
        }
        SortedMap<Integer, Integer> textsWith = new TreeMap<>();
        TextFeatures features = new TextFeatures(options.maxWords(), options.maxChars(), HASH_BITS);
        for (String text : texts) {
            for (int feature : features.of(text)) {
                textsWith.merge(feature, 1, Integer::sum);
            }
        }
        return new TextEmbedder(options, texts.size(), textsWith);
    }

    /**
     * Embeds a text.
     *
     * @param text any text, also an empty one; of one over 100,000 characters the beginning counts
     * @return its vector, of length 1
     */
    public float[] embed(String text) {
        float[] vector = new float[options.dimensions()];
        for (int feature : features.of(text)) {
            int sign = (feature & 1) == 0 ? 1 : -1;
            vector[(feature >>> 1) % vector.length] += (float) (sign * weight(feature));
        }
        return Cosine.direction(somewhere(vector));
    }

    @Override
    public List<float[]> predict(List<String> inputs) {
        return inputs.stream().map(this::embed).toList();
    }

    /** A text is embedded faster than a thread is changed. */
    @Override
    public boolean profitsFromBatches() {
        return false;
    }

    /**
     * Returns what it looks at.
     *
     * @return the options
     */
    public EmbedderOptions options() {
        return options;
    }

    /**
     * Writes the embedder.
     *
     * @return bytes for {@link #load}
     */
    public byte[] save() {
        return ENVELOPE.write(out -> {
            out.writeInt(options.dimensions());
            out.writeInt(options.maxWords());
            out.writeInt(options.maxChars());
            out.writeInt(texts);
            out.writeInt(textsWith.size());
            for (Map.Entry<Integer, Integer> feature : textsWith.entrySet()) {
                out.writeInt(feature.getKey());
                out.writeInt(feature.getValue());
            }
        });
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param bytes the saved embedder
     * @return the embedder
     * @throws CloudException CORRUPTED if the bytes are cut, altered, or no embedder of a known version
     */
    public static TextEmbedder load(byte[] bytes) {
        return ENVELOPE.read(bytes, TextEmbedder::read);
    }

    private static TextEmbedder read(DataInputStream in) throws IOException {
        EmbedderOptions options = new EmbedderOptions(in.readInt(), in.readInt(), in.readInt());
        int texts = in.readInt();
        Envelope.check(texts >= 0, "it claims " + texts + " texts");
        int count = Envelope.count(in, 1 << HASH_BITS, 2 * Integer.BYTES, "features");
        TreeMap<Integer, Integer> textsWith = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            int feature = in.readInt();
            int with = in.readInt();
            boolean possible = feature >= 0 && feature < 1 << HASH_BITS && with >= 1 && with <= texts;
            Envelope.check(possible && textsWith.put(feature, with) == null, "an impossible feature");
        }
        return new TextEmbedder(options, texts, textsWith);
    }

    @Override
    public ModelDescription description() {
        return ModelDescription.of("text-embedding", FORMAT_NAME)
                .withBackend("java")
                .withTensors(
                        List.of(TensorInfo.of("text", "BYTES", -1)),
                        List.of(TensorInfo.of("vector", "FP32", -1, options.dimensions())));
    }

    @Override
    public Map<String, byte[]> files() {
        return Map.of(FILE, save());
    }

    @Override
    public String toString() {
        return "TextEmbedder of " + options.dimensions() + " dimensions";
    }

    private double weight(int feature) {
        return 1 + StrictMath.log((1.0 + texts) / (1.0 + textsWith.getOrDefault(feature, 0)));
    }

    /** Where by chance all signs cancelled out, any direction is as good. */
    private static float[] somewhere(float[] vector) {
        for (float x : vector) {
            if (x != 0) {
                return vector;
            }
        }
        vector[0] = 1;
        return vector;
    }

    private static final class Format implements ModelFormat<TextEmbedder> {
        @Override
        public String name() {
            return FORMAT_NAME;
        }

        @Override
        public TextEmbedder read(PublishedModel published) {
            return load(published.bytes(FILE));
        }
    }
}
