package dev.welkin.storage.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** Writes a user's file: it is there whole, or not at all. */
public final class Downloads {
    private static final int BUFFER_BYTES = 64 << 10;

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

    /** Has a file written beside, and renames it. */
    public static <T> T write(Path file, Function<FileChannel, T> content) {
        try {
            Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".welkin-", ".part");
            try {
                T result;
                try (FileChannel channel = FileChannel.open(part, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    result = content.apply(channel);
                }
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                return result;
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (ClosedByInterruptException e) {
            throw CloudException.interrupted("download to " + Shown.of(file), e);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Writes bytes from a place on, and tells of each piece that is written. */
    public static void copy(InputStream bytes, FileChannel channel, long at, IntConsumer written) {
        try {
            byte[] buffer = new byte[BUFFER_BYTES];
            long place = at;
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                ByteBuffer piece = ByteBuffer.wrap(buffer, 0, count);
                while (piece.hasRemaining()) {
                    place += channel.write(piece, place);
                }
                written.accept(count);
            }
        } catch (ClosedByInterruptException e) {
            throw CloudException.interrupted("write a download", e);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Begins a file anew. */
    public static void truncate(FileChannel channel) {
        try {
            channel.truncate(0);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static CloudException failure(IOException e) {
        ErrorCode code = e instanceof AccessDeniedException ? ErrorCode.PERMISSION_DENIED : ErrorCode.UNAVAILABLE;
        return CloudException.builder(code, "The download cannot be written: " + e)
                .reason("local_file")
                .cause(e)
                .retryable(false)
                .outcomeUnknown(false)
                .build();
    }
}
