package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.spi.ObjectContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Content of unknown length in a file of this machine, until it is closed. */
final class SpooledContent implements ObjectContent, AutoCloseable {
    private final Path file;
    private final long sizeBytes;

    private SpooledContent(Path file, long sizeBytes) {
        this.file = file;
        this.sizeBytes = sizeBytes;
    }

    static SpooledContent of(ObjectContent content) {
        try {
            Path file = Files.createTempFile("welkin-", ".spool");
            boolean done = false;
            try (OutputStream out = Files.newOutputStream(file)) {
                content.writeTo(out);
                done = true;
            } finally {
                if (!done) {
                    Files.deleteIfExists(file);
                }
            }
            return new SpooledContent(file, Files.size(file));
        } catch (IOException e) {
            throw CloudException.builder(
                            ErrorCode.UNAVAILABLE,
                            "Content of unknown length cannot be kept in " + System.getProperty("java.io.tmpdir")
                                    + " until its length is known: " + e + ". Nothing was stored.")
                    .reason("local_file")
                    .cause(e)
                    .retryable(false)
                    .outcomeUnknown(false)
                    .build();
        }
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public InputStream open() {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
