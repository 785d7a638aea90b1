package dev.welkin.ai.text;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.models.ModelFormat;
import dev.welkin.ai.models.PublishedModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A classifier as bytes, big-endian: magic, version, options, labels, biases, then for each feature that occurred its
 * number, scale and one weight per class; CRC32C over all before it.
 */
final class TextFormat implements ModelFormat<TextClassifier> {
    static final String FILE = "classifier.bin";
    private static final int MAGIC = 0x574C4B54; // WLKT
    private static final int VERSION = 1;

    @Override
    public String name() {
        return "welkin-text-1";
    }

    @Override
    public TextClassifier read(PublishedModel published) {
        return read(published.bytes(FILE));
    }

    static byte[] write(TextOptions options, List<String> labels, LinearModel model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            writeOptions(out, options);
            out.writeInt(labels.size());
            for (int label = 0; label < labels.size(); label++) {
                out.writeUTF(labels.get(label));
                out.writeFloat(model.bias(label));
            }
            writeWeights(out, model);
            out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("a label is too long to be saved", e);
        }
        return bytes.toByteArray();
    }

    static TextClassifier read(byte[] bytes) {
        int end = bytes.length - Integer.BYTES;
        if (end < Integer.BYTES || ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
            throw corrupted("its checksum does not match");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end))) {
            return read(in);
        } catch (IOException e) {
            throw corrupted("it ends too early");
        }
    }

    private static TextClassifier read(DataInputStream in) throws IOException {
        require(in.readInt() == MAGIC && in.readInt() == VERSION, "it is no text classifier of version " + VERSION);
        TextOptions options = readOptions(in);
        int count = in.readInt();
        require(count >= 2 && TextClassifier.fits(count, options.hashBits()), "it claims " + count + " classes");
        List<String> labels = new ArrayList<>();
        float[] biases = new float[count];
        for (int label = 0; label < count; label++) {
            labels.add(in.readUTF());
            biases[label] = finite(in.readFloat());
        }
        require(new HashSet<>(labels).size() == count, "it names a class twice");
        LinearModel model = readWeights(in, 1 << options.hashBits(), biases);
        require(in.read() < 0, "bytes follow its end");
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
        try {
            return new TextOptions(
                    in.readLong(), in.readInt(), in.readDouble(), in.readInt(), in.readInt(), in.readInt());
        } catch (CloudException e) {
            throw corrupted(String.valueOf(e.getMessage()));
        }
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
        require(used >= 0 && used <= features && need <= in.available(), "it claims " + used + " features");
        float[] scales = new float[features];
        float[][] weights = new float[biases.length][features];
        int before = -1;
        for (int i = 0; i < used; i++) {
            int feature = in.readInt();
            require(feature > before && feature < features, "its features are out of order");
            before = feature;
            scales[feature] = finite(in.readFloat());
            for (float[] row : weights) {
                row[feature] = finite(in.readFloat());
            }
        }
        return new LinearModel(scales, weights, biases);
    }

    private static float finite(float value) {
        require(Float.isFinite(value), "a weight is " + value);
        return value;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw corrupted(otherwise);
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static CloudException corrupted(String why) {
        return CloudException.of(
                ErrorCode.CORRUPTED, "This is no saved text classifier: " + why + ". Train and save it again.");
    }
}
