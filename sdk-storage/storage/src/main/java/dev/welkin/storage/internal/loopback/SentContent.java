package dev.welkin.storage.internal.loopback;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.spi.ObjectContent;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The body of a PUT, held against the length and checksum that were signed: a wrong one fails before it is stored. */
final class SentContent implements ObjectContent {
    private final InputStream body;
    private final long sizeBytes;
    private final @Nullable String sha256;

    /** The size is -1 where it is not known before. */
    SentContent(InputStream body, long sizeBytes, @Nullable String sha256) {
        this.body = body;
        this.sizeBytes = sizeBytes;
        this.sha256 = sha256;
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public InputStream open() {
        return new Checked();
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    private final class Checked extends FilterInputStream {
        private final MessageDigest digest = sha256();
        private long read;

        Checked() {
            super(body);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = receive(into, offset, length);
            if (count < 0) {
                check();
                return -1;
            }
            digest.update(into, offset, count);
            read += count;
            if (sizeBytes >= 0 && read > sizeBytes) {
                throw refused("more than the " + sizeBytes + " bytes that were agreed on came");
            }
            return count;
        }

        private int receive(byte[] into, int offset, int length) {
            try {
                return super.in.read(into, offset, length);
            } catch (IOException e) {
                throw CloudException.of(ErrorCode.TRUNCATED, "The sender broke off after " + read + " bytes", e);
            }
        }

        private void check() {
            if (sizeBytes >= 0 && read != sizeBytes) {
                throw refused(read + " bytes came instead of " + sizeBytes);
            }
            if (sha256 != null && !HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
                throw refused("its bytes have another SHA-256 than the one that was signed");
            }
        }
    }

    private static CloudException refused(String why) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, "The content was refused: " + why);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every JDK has SHA-256", e);
        }
    }
}
