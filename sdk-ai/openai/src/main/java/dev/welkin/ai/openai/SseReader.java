package dev.welkin.ai.openai;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data of server-sent events, as the WHATWG HTML standard, section 9.2, defines the stream: lines end with
 * LF, CR or CRLF; several data lines make one event; comments and other fields are skipped; an event that the stream
 * ends in is not one. Used by one thread.
 */
final class SseReader {
    private static final int LONGEST_EVENT = 16 << 20;

    private final InputStream in;
    private byte[] line = new byte[1024];
    private int length;
    private boolean afterCr;

    SseReader(InputStream in) {
        this.in = in;
    }

    /** Returns the next event's data, or null at the end of the stream. */
    @Nullable String next() throws IOException {
        StringBuilder data = new StringBuilder();
        boolean any = false;
        while (readLine()) {
            if (length == 0 && any) {
                return data.toString();
            }
            if (isData()) {
                data.append(any ? "\n" : "").append(value());
                any = true;
            }
            if (data.length() > LONGEST_EVENT) {
                throw tooLong();
            }
        }
        return null;
    }

    private boolean isData() {
        return length >= 4
                && line[0] == 'd'
                && line[1] == 'a'
                && line[2] == 't'
                && line[3] == 'a'
                && (length == 4 || line[4] == ':');
    }

    private String value() {
        int start = length > 5 && line[5] == ' ' ? 6 : Math.min(5, length);
        return new String(line, start, length - start, StandardCharsets.UTF_8);
    }

    private boolean readLine() throws IOException {
        length = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            boolean secondHalf = b == '\n' && afterCr;
            afterCr = b == '\r';
            if ((b == '\n' && !secondHalf) || b == '\r') {
                return true;
            }
            if (!secondHalf) {
                add((byte) b);
            }
        }
        return false;
    }

    private void add(byte b) {
        if (length == line.length) {
            if (length >= LONGEST_EVENT) {
                throw tooLong();
            }
            line = java.util.Arrays.copyOf(line, length * 2);
        }
        line[length++] = b;
    }

    private static CloudException tooLong() {
        return CloudException.of(ErrorCode.CORRUPTED, "openai sent a single event of more than 16 MiB");
    }
}
