package dev.welkin.ai.speech;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** RIFF WAVE files of 16-bit samples. What a length claims beyond the file's end is not believed. */
final class WavFile {
    private static final int HEADER_BYTES = 12;
    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xFFFE;

    private WavFile() {}

    static Sound read(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER_BYTES
                || !tag(file, 0).equals("RIFF")
                || !tag(file, 8).equals("WAVE")) {
            throw Sound.unreadable("it is no WAV file");
        }
        ByteBuffer format = chunk(file, "fmt ").orElseThrow(() -> Sound.unreadable("it does not tell its format"));
        ByteBuffer data = chunk(file, "data").orElseThrow(() -> Sound.unreadable("it has no samples"));
        return sound(format, data);
    }

    private static Sound sound(ByteBuffer format, ByteBuffer data) {
        if (format.remaining() < 16) {
            throw Sound.unreadable("its format was cut off");
        }
        int kind = format.getShort(0) & 0xFFFF;
        int channels = format.getShort(2) & 0xFFFF;
        int bits = format.getShort(14) & 0xFFFF;
        if ((kind != PCM && kind != EXTENSIBLE) || bits != 16 || channels == 0) {
            throw Sound.unreadable("it has " + channels + " channels of " + bits + " bits in WAV format " + kind);
        }
        float[] samples = new float[data.remaining() / 2 / channels];
        for (int i = 0; i < samples.length * channels; i++) {
            samples[i / channels] += data.getShort(2 * i) / 32768f / channels;
        }
        return Sound.of(format.getInt(4), samples);
    }

    private static Optional<ByteBuffer> chunk(ByteBuffer file, String name) {
        long at = HEADER_BYTES;
        while (at + 8 <= file.limit()) {
            int from = (int) at + 8;
            long size = file.getInt((int) at + 4) & 0xFFFFFFFFL;
            if (tag(file, (int) at).equals(name)) {
                int length = (int) Math.min(size, file.limit() - from);
                return Optional.of(file.slice(from, length).order(ByteOrder.LITTLE_ENDIAN));
            }
            at = from + size + (size & 1);
        }
        return Optional.empty();
    }

    private static String tag(ByteBuffer file, int at) {
        byte[] name = new byte[4];
        file.get(at, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
