package dev.welkin.storage.internal.file;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Locale;

/** Turns a file system's failures into portable errors. */
final class FileErrors {
    private static final List<String> FULL = List.of("no space left", "quota exceeded", "not enough space");
    private static final List<String> DENIED = List.of("operation not permitted", "read-only file system");

    private FileErrors() {}

    /** Says what was asked and what came back; {@code written} where it may have taken effect. */
    static CloudException of(String asked, IOException e, boolean written) {
        if (e instanceof ClosedByInterruptException) {
            return CloudException.interrupted(asked, e).toBuilder()
                    .outcomeUnknown(written)
                    .build();
        }
        String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (FULL.stream().anyMatch(said::contains)) {
            return error(ErrorCode.QUOTA_EXCEEDED, asked + ": the disk is full. Free space there and try again", e)
                    .reason("disk_full")
                    .outcomeUnknown(written)
                    .build();
        }
        if (e instanceof AccessDeniedException || DENIED.stream().anyMatch(said::contains)) {
            return error(
                            ErrorCode.PERMISSION_DENIED,
                            asked + ": the user " + System.getProperty("user.name")
                                    + " may not do that there. Give it the folder, or name another one",
                            e)
                    .outcomeUnknown(written)
                    .build();
        }
        return error(ErrorCode.UNAVAILABLE, asked + ": the file system failed", e)
                .outcomeUnknown(written)
                .build();
    }

    private static CloudException.Builder error(ErrorCode code, String message, IOException e) {
        return CloudException.builder(code, message + " (" + e + ").").cause(e);
    }
}
