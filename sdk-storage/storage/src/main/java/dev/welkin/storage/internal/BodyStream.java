package dev.welkin.storage.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import dev.welkin.storage.spi.ObjectBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An object's bytes on their way to the user: TRUNCATED where they end too early, CORRUPTED where the whole does not
 * match its checksum. The check is made before the last bytes are handed out.
 */
public final class BodyStream extends InputStream {
    private final ObjectBody body;
    private final @Nullable CRC32C checksum;
    private long read;

    public BodyStream(ObjectBody body) {
        this.body = body;
        boolean whole = body.span().lengthBytes() == body.info().sizeBytes();
        this.checksum = whole && body.crc32c() != null ? new CRC32C() : null;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        long left = body.span().lengthBytes() - read;
        if (left == 0) {
            checkSum();
            return length == 0 ? 0 : -1;
        }
        int count = readBody(into, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw broken("ended", null);
        }
        take(into, offset, count);
        return count;
    }

    /** Fills an array as far as the bytes go and returns how many they were. */
    public int readFully(byte[] into) {
        int filled = 0;
        while (filled < into.length) {
            int count = read(into, filled, into.length - filled);
            if (count < 0) {
                return filled;
            }
            filled += count;
        }
        return filled;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(body.stream().available(), body.span().lengthBytes() - read);
    }

    @Override
    public void close() {
        try {
            body.stream().close();
        } catch (IOException e) {
            // what was read was checked; closing what is not wanted any more cannot lose anything
            return;
        }
    }

    private void take(byte[] from, int offset, int count) {
        read += count;
        if (checksum != null) {
            checksum.update(from, offset, count);
        }
        if (read == body.span().lengthBytes()) {
            checkSum();
        }
    }

    private void checkSum() {
        Integer expected = body.crc32c();
        if (checksum != null && expected != null) {
            Checksums.require(body.info(), expected, (int) checksum.getValue());
        }
    }

    private int readBody(byte[] into, int offset, int length) {
        try {
            return body.stream().read(into, offset, length);
        } catch (ClosedByInterruptException e) {
            throw CloudException.interrupted("read '" + Shown.of(body.info().key()) + "'", e);
        } catch (IOException e) {
            throw broken("broke off", e);
        }
    }

    private CloudException broken(String how, @Nullable IOException cause) {
        return CloudException.builder(
                        ErrorCode.TRUNCATED,
                        "The object '" + Shown.of(body.info().key()) + "' " + how + " after " + read + " of "
                                + body.span().lengthBytes() + " bytes" + (cause == null ? "" : ": " + cause)
                                + ". Read it again.")
                .cause(cause)
                .outcomeUnknown(false)
                .build();
    }
}
