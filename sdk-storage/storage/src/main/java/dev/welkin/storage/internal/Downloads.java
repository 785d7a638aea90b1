package dev.welkin.storage.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a user's file: it is there whole, or not at all. */
public final class Downloads {
    private Downloads() {}

    /** Refuses a place that cannot become a file. */
    public static void requireTarget(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "The folder of " + Shown.of(file) + " is not there; make it first");
        }
        if (Files.isDirectory(file)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, Shown.of(file) + " is a folder; name a file to download to");
        }
    }

    /** Writes a file beside and renames it. */
    public static void write(InputStream bytes, Path file) {
        try {
            Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".welkin-", ".part");
            try {
                Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (ClosedByInterruptException e) {
            throw CloudException.interrupted("download to " + Shown.of(file), e);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static CloudException failure(Path file, IOException e) {
        ErrorCode code = e instanceof AccessDeniedException ? ErrorCode.PERMISSION_DENIED : ErrorCode.UNAVAILABLE;
        return CloudException.builder(code, "The download to " + Shown.of(file) + " cannot be written: " + e)
                .reason("local_file")
                .cause(e)
                .retryable(false)
                .outcomeUnknown(false)
                .build();
    }
}
