package dev.welkin.storage.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/** A user's bytes on their way to a driver: exactly as many as promised, and failures told as the user's own. */
final class SourceStream extends InputStream {
    private final InputStream source;
    private final long promised;
    private final boolean closing;
    private long given;

    /** Promised is -1 where the length is unknown. */
    SourceStream(InputStream source, long promised, boolean closing) {
        this.source = source;
        this.promised = promised;
        this.closing = closing;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        int wanted = promised < 0 ? length : (int) Math.min(length, promised - given);
        if (wanted == 0) {
            return length == 0 ? 0 : -1;
        }
        int count = readSource(into, offset, wanted);
        if (count < 0 && promised >= 0) {
            throw failed(
                    "source_short",
                    "The content ended after " + given + " of the " + promised
                            + " bytes that were promised; give the right length, or none",
                    null);
        }
        given += Math.max(0, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        if (closing) {
            source.close();
        }
    }

    private int readSource(byte[] into, int offset, int length) {
        try {
            return source.read(into, offset, length);
        } catch (ClosedByInterruptException | InterruptedIOException e) {
            throw CloudException.interrupted("read the content to put", e);
        } catch (IOException e) {
            throw failed("source_failed", "The content to put failed after " + given + " bytes: " + e, e);
        }
    }

    private static CloudException failed(
            String reason, String message, @org.jspecify.annotations.Nullable Throwable cause) {
        return CloudException.builder(ErrorCode.INVALID_ARGUMENT, message + ". Nothing was stored.")
                .reason(reason)
                .cause(cause)
                .build();
    }
}
