package dev.welkin.storage.s3;

import dev.welkin.storage.spi.ObjectContent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32C;

/** A checksum of its own that S3 stores with an object or a part, and refuses the bytes if it does not match. */
enum Checksum {
    NONE("", ""),
    CRC32C("x-amz-checksum-crc32c", "ChecksumCRC32C"),
    SHA256("x-amz-checksum-sha256", "ChecksumSHA256");

    /** The header field that carries it. */
    final String header;
    /** The element that names it when parts are put together. */
    final String element;

    Checksum(String header, String element) {
        this.header = header;
        this.element = element;
    }

    /** Computes it as S3 writes it; the content is read once for it. */
    String of(ObjectContent content) {
        return switch (this) {
            case NONE -> "";
            case CRC32C -> crc32c(content);
            case SHA256 -> Base64.getEncoder().encodeToString(sha256(content));
        };
    }

    static byte[] sha256(ObjectContent content) {
        MessageDigest digest = digest("SHA-256");
        feed(content, digest::update);
        return digest.digest();
    }

    static String md5(byte[] bytes) {
        return Base64.getEncoder().encodeToString(digest("MD5").digest(bytes));
    }

    private static String crc32c(ObjectContent content) {
        CRC32C crc = new CRC32C();
        feed(content, crc::update);
        byte[] value = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
        return Base64.getEncoder().encodeToString(value);
    }

    private interface Sink {
        void update(byte[] bytes, int offset, int length);
    }

    private static void feed(ObjectContent content, Sink sink) {
        try {
            content.writeTo(new OutputStream() {
                @Override
                public void write(int b) {
                    sink.update(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    sink.update(bytes, offset, length);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("a checksum takes every byte", e);
        }
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + name, e);
        }
    }
}
