package dev.welkin.ai.anomaly;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The envelope of everything saved here: a magic number that says what it is, a version, the body, and a CRC32C of all
 * that, big-endian.
 */
final class StateFile {
    private static final int VERSION = 1;
    private static final int ENVELOPE_BYTES = 3 * Integer.BYTES;

    private StateFile() {}

    /** Writes a body. */
    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    /** Reads a body. */
    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    static byte[] write(int magic, Writer body) {
        byte[] checked = bytes(out -> {
            out.writeInt(magic);
            out.writeInt(VERSION);
            body.write(out);
        });
        return ByteBuffer.allocate(checked.length + Integer.BYTES)
                .put(checked)
                .putInt(checksum(checked, checked.length))
                .array();
    }

    /** Returns what the body writes, without an envelope. */
    static byte[] bytes(Writer body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            body.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    static <T> T read(byte[] bytes, int magic, Reader<T> body) {
        int end = bytes.length - Integer.BYTES;
        if (bytes.length < ENVELOPE_BYTES || ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
            throw corrupted("its checksum does not match");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end))) {
            if (in.readInt() != magic || in.readInt() != VERSION) {
                throw corrupted("it is of another kind or version");
            }
            T value = body.read(in);
            if (in.read() >= 0) {
                throw corrupted("it goes on where it should end");
            }
            return value;
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.CORRUPTED, message("it ends too early or holds an impossible value"), e);
        }
    }

    /** Reads a number that takes part in the arithmetic. */
    static double finite(DataInput in) throws IOException {
        double value = in.readDouble();
        if (!Double.isFinite(value)) {
            throw new IOException("a number is " + value);
        }
        return value;
    }

    static CloudException corrupted(String what) {
        return CloudException.of(ErrorCode.CORRUPTED, message(what));
    }

    private static String message(String what) {
        return "A saved anomaly state cannot be loaded: " + what + ". Save or publish it anew.";
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
