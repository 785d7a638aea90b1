package dev.welkin.storage.jclouds;

import dev.welkin.http.HttpBody;
import dev.welkin.storage.spi.ObjectContent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** An object's bytes and behind them their SHA-1 in hex, which B2 compares ({@code hex_digits_at_end}). */
final class Sha1AtEnd implements HttpBody {
    private static final int DIGITS = 40;

    private final ObjectContent content;

    Sha1AtEnd(ObjectContent content) {
        this.content = content;
    }

    @Override
    public @Nullable String contentType() {
        return null; // a header of the request
    }

    @Override
    public long lengthBytes() {
        return content.sizeBytes() + DIGITS;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        MessageDigest sha1 = sha1();
        content.writeTo(new DigestOutputStream(out, sha1));
        out.write(HexFormat.of().formatHex(sha1.digest()).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public boolean repeatable() {
        return content.repeatable();
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-1", e);
        }
    }
}
