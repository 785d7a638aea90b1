package dev.welkin.ai.internal.saved;

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
import org.jspecify.annotations.Nullable;

/**
 * The envelope of a model in bytes: a magic number that says what it is, a version, the body, and a CRC32C of all that,
 * big-endian. Whoever reads a body allocates by the bytes that are there, not by what a count claims.
 *
 * @param magic says what it is
 * @param what the same in words, for errors; for example {@code recommender}
 */
public record Envelope(int magic, String what) {
    private static final int VERSION = 1;
    private static final int ENVELOPE_BYTES = 3 * Integer.BYTES;

    /** Writes a body. */
    public interface Writer {
        /**
         * Writes it.
         *
         * @param out where
         * @throws IOException never, unless a string is too long for {@code writeUTF}
         */
        void write(DataOutputStream out) throws IOException;
    }

    /**
     * Reads a body.
     *
     * @param <T> what it becomes
     */
    public interface Reader<T> {
        /**
         * Reads it.
         *
         * @param in where from; {@code available()} is the number of bytes left
         * @return what was saved
         * @throws IOException if it ends too early or holds what can't be
         */
        T read(DataInputStream in) throws IOException;
    }

    /**
     * Writes a body with its envelope.
     *
     * @param body the body
     * @return the bytes
     */
    public byte[] write(Writer body) {
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

    /**
     * Returns what the body writes, without an envelope.
     *
     * @param body the body
     * @return its bytes
     */
    public static byte[] bytes(Writer body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            body.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Opens an envelope and reads its body.
     *
     * @param bytes what {@link #write} returned
     * @param body the body
     * @param <T> what it becomes
     * @return what was saved
     * @throws CloudException CORRUPTED if the bytes are cut, altered, of another kind or version, or impossible
     */
    public <T> T read(byte[] bytes, Reader<T> body) {
        int end = bytes.length - Integer.BYTES;
        if (bytes.length < ENVELOPE_BYTES || ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
            throw corrupted("its checksum does not match", null);
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end))) {
            if (in.readInt() != magic || in.readInt() != VERSION) {
                throw new IOException("it is of another kind or version");
            }
            T value = body.read(in);
            check(in.read() < 0, "it goes on where it should end");
            return value;
        } catch (IOException e) {
            throw corrupted(e.getMessage() == null ? "it ends too early" : e.getMessage(), e);
        } catch (CloudException e) {
            throw corrupted(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Refuses what can't be.
     *
     * @param holds whether it can
     * @param otherwise what is wrong
     * @throws IOException if it can't
     */
    public static void check(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }

    /**
     * Reads how many of something follow.
     *
     * @param in where from
     * @param most the most there may be
     * @param leastBytes the least that each of them takes
     * @param things what they are, for the error
     * @return the count; that many fit into what is left
     * @throws IOException if the count is negative, too large, or more than what is left can hold
     */
    public static int count(DataInputStream in, int most, int leastBytes, String things) throws IOException {
        int count = in.readInt();
        check(
                count >= 0 && count <= most && (long) count * leastBytes <= in.available(),
                "it claims " + count + " " + things);
        return count;
    }

    /**
     * Reads a number that takes part in the arithmetic.
     *
     * @param in where from
     * @return the number; finite
     * @throws IOException if it isn't
     */
    public static double finite(DataInput in) throws IOException {
        double value = in.readDouble();
        check(Double.isFinite(value), "a number is " + value);
        return value;
    }

    /**
     * Reads a number of half the length.
     *
     * @param in where from
     * @return the number; finite
     * @throws IOException if it isn't
     */
    public static float finiteFloat(DataInput in) throws IOException {
        float value = in.readFloat();
        check(Float.isFinite(value), "a number is " + value);
        return value;
    }

    private CloudException corrupted(String why, @Nullable Exception cause) {
        CloudException.Builder error = CloudException.builder(
                ErrorCode.CORRUPTED, "This is no saved " + what + ": " + why + ". Save or publish it anew.");
        return (cause == null ? error : error.cause(cause)).build();
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
