package dev.welkin.storage.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.spi.GetRequest;
import org.jspecify.annotations.Nullable;

/** The conditions of reads and writes, for backends that hold the current version in their hands. */
public final class Conditions {
    private Conditions() {}

    /** Checks a write against the version that is there, null where none is. */
    public static void checkWrite(String key, PutMode mode, @Nullable VersionToken current) {
        if (mode instanceof PutMode.Create && current != null) {
            throw CloudException.of(
                    ErrorCode.ALREADY_EXISTS,
                    "'" + Shown.of(key) + "' exists already and was to be created; overwrite it, update its version, or"
                            + " choose another key");
        }
        if (mode instanceof PutMode.Update update && !update.token().equals(current)) {
            throw failed(
                    "changed",
                    "'" + Shown.of(key) + "' " + (current == null ? "is not there any more" : "has another version")
                            + "; read it again and repeat the change on what is there now");
        }
    }

    /** Checks a read against the version that is there. */
    public static void checkRead(GetRequest request, VersionToken current) {
        if (request.ifMatch() != null && !request.ifMatch().equals(current)) {
            throw failed("changed", "'" + Shown.of(request.key()) + "' has another version than the one asked for");
        }
        if (current.equals(request.ifNoneMatch())) {
            throw failed("not_modified", "'" + Shown.of(request.key()) + "' still has the version that is known");
        }
    }

    /** The error for a missing object. */
    public static CloudException notFound(String key) {
        return CloudException.of(
                ErrorCode.NOT_FOUND, "There is no object '" + Shown.of(key) + "'; list() shows what is there");
    }

    private static CloudException failed(String reason, String message) {
        return CloudException.builder(ErrorCode.PRECONDITION_FAILED, message)
                .reason(reason)
                .build();
    }
}
