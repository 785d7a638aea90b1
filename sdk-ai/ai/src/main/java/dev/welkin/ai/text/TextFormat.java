package dev.welkin.ai.text;

import dev.welkin.ai.internal.saved.Envelope;
import dev.welkin.ai.models.ModelFormat;
import dev.welkin.ai.models.PublishedModel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A classifier as bytes, big-endian: options, labels, biases, then for each feature that occurred its number, scale and
 * one weight per class.
 */
final class TextFormat implements ModelFormat<TextClassifier> {
    static final String FILE = "classifier.bin";
    private static final Envelope ENVELOPE = new Envelope(0x574C4B54, "text classifier"); // WLKT

    @Override
    public String name() {
        return "welkin-text-1";
    }

    @Override
    public TextClassifier read(PublishedModel published) {
        return read(published.bytes(FILE));
    }

    static byte[] write(TextOptions options, List<String> labels, LinearModel model) {
        return ENVELOPE.write(out -> {
            writeOptions(out, options);
            out.writeInt(labels.size());
            for (int label = 0; label < labels.size(); label++) {
                out.writeUTF(labels.get(label));
                out.writeFloat(model.bias(label));
            }
            writeWeights(out, model);
        });
    }

    static TextClassifier read(byte[] bytes) {
        return ENVELOPE.read(bytes, TextFormat::read);
    }

    private static TextClassifier read(DataInputStream in) throws IOException {
        TextOptions options = readOptions(in);
        int count = in.readInt();
        Envelope.check(count >= 2 && TextClassifier.fits(count, options.hashBits()), "it claims " + count + " classes");
        List<String> labels = new ArrayList<>();
        float[] biases = new float[count];
        for (int label = 0; label < count; label++) {
            labels.add(in.readUTF());
            biases[label] = Envelope.finiteFloat(in);
        }
        Envelope.check(new HashSet<>(labels).size() == count, "it names a class twice");
        LinearModel model = readWeights(in, 1 << options.hashBits(), biases);
        Envelope.check(in.read() < 0, "bytes follow its end");
        return new TextClassifier(options, labels, model);
    }

    private static void writeOptions(DataOutputStream out, TextOptions options) throws IOException {
        out.writeLong(options.seed());
        out.writeInt(options.epochs());
        out.writeDouble(options.learningRate());
        out.writeInt(options.maxWords());
        out.writeInt(options.maxChars());
        out.writeInt(options.hashBits());
    }

    private static TextOptions readOptions(DataInputStream in) throws IOException {
        return new TextOptions(in.readLong(), in.readInt(), in.readDouble(), in.readInt(), in.readInt(), in.readInt());
    }

    private static void writeWeights(DataOutputStream out, LinearModel model) throws IOException {
        int used = 0;
        for (int feature = 0; feature < model.features(); feature++) {
            used += model.scale(feature) == 0 ? 0 : 1;
        }
        out.writeInt(used);
        for (int feature = 0; feature < model.features(); feature++) {
            if (model.scale(feature) != 0) {
                out.writeInt(feature);
                out.writeFloat(model.scale(feature));
                for (int label = 0; label < model.classes(); label++) {
                    out.writeFloat(model.weight(label, feature));
                }
            }
        }
    }

    /** Allocates by the bytes that are there, not by what a count claims. */
    private static LinearModel readWeights(DataInputStream in, int features, float[] biases) throws IOException {
        int used = in.readInt();
        long need = (long) used * Integer.BYTES * (2 + biases.length);
        Envelope.check(used >= 0 && used <= features && need <= in.available(), "it claims " + used + " features");
        float[] scales = new float[features];
        float[][] weights = new float[biases.length][features];
        int before = -1;
        for (int i = 0; i < used; i++) {
            int feature = in.readInt();
            Envelope.check(feature > before && feature < features, "its features are out of order");
            before = feature;
            scales[feature] = Envelope.finiteFloat(in);
            for (float[] row : weights) {
                row[feature] = Envelope.finiteFloat(in);
            }
        }
        return new LinearModel(scales, weights, biases);
    }
}
