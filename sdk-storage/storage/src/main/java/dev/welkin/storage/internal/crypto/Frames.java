package dev.welkin.storage.internal.crypto;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;

/**
 * The frames of one object. Each holds {@value #FRAME_BYTES} bytes, the last perhaps fewer, sealed together with the
 * object's key and the frame's number; behind them comes an empty frame marked as the end. So a frame that was altered,
 * moved, or taken from another object does not open, and a cut object has no end.
 */
final class Frames {
    static final int FRAME_BYTES = 64 << 10;
    static final int SEALED_BYTES = FRAME_BYTES + Gcm.OVERHEAD_BYTES;
    static final int END_BYTES = Gcm.OVERHEAD_BYTES;

    private final SecretKey key;
    private final String object;
    private final byte[] identity;

    Frames(SecretKey key, String object) {
        this.key = key;
        this.object = object;
        this.identity = object.getBytes(StandardCharsets.UTF_8);
    }

    byte[] seal(long number, byte[] text, int length) {
        return Gcm.seal(key, belongsTo(number, false), text, 0, length);
    }

    byte[] sealEnd(long frames) {
        return Gcm.seal(key, belongsTo(frames, true), new byte[0], 0, 0);
    }

    byte[] open(long number, byte[] sealed, int length) {
        try {
            return Gcm.open(key, belongsTo(number, false), sealed, 0, length);
        } catch (AEADBadTagException e) {
            throw corrupted("frame " + number + " was altered or belongs elsewhere", e);
        }
    }

    void requireEnd(long frames, byte[] sealed, int length) {
        try {
            Gcm.open(key, belongsTo(frames, true), sealed, 0, length);
        } catch (AEADBadTagException e) {
            throw corrupted("its end is missing, so it was cut or lengthened", e);
        }
    }

    CloudException corrupted(String how, Throwable cause) {
        return CloudException.of(
                ErrorCode.CORRUPTED,
                "The encrypted object '" + Shown.of(object) + "' is not what was written: " + how
                        + ". Restore it from another copy.",
                cause);
    }

    private byte[] belongsTo(long number, boolean end) {
        return ByteBuffer.allocate(9 + identity.length)
                .putLong(number)
                .put((byte) (end ? 1 : 0))
                .put(identity)
                .array();
    }

    /** How many frames hold so many bytes. */
    static long count(long textBytes) {
        return (textBytes + FRAME_BYTES - 1) / FRAME_BYTES;
    }

    /** How long so many bytes are when sealed, without the end. */
    static long sealedBytes(long textBytes) {
        return textBytes + count(textBytes) * Gcm.OVERHEAD_BYTES;
    }

    /** How many bytes an object holds that is so long with its end; 0 where it is too short to be one. */
    static long textBytes(long objectBytes) {
        long sealed = Math.max(0, objectBytes - END_BYTES);
        long rest = sealed % SEALED_BYTES;
        return sealed / SEALED_BYTES * FRAME_BYTES + Math.max(0, rest - Gcm.OVERHEAD_BYTES);
    }
}
