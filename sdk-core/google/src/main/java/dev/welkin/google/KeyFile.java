package dev.welkin.google;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Json;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A credential file of Google, in JSON: the key of a service account, or what a user who is signed in, a workload
 * elsewhere or an impersonation proves itself with. Read again each time, so that a replaced file is seen.
 *
 * @param path where it is
 */
record KeyFile(Path path) {
    private static final int MAX_BYTES = 256 * 1024;

    /** Reads the file, or nothing where there is none. */
    Optional<Json> read() {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            Json document = Json.read(bytes);
            if (bytes.length > MAX_BYTES || document.text("type").isEmpty()) {
                throw bad("is no credential file of Google: JSON with a field 'type' of at most 256 KiB");
            }
            return Optional.of(document);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw bad("cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Tells whether it holds the key of a service account; false where that cannot be told. */
    boolean holdsKey() {
        try {
            return read().filter(ServiceAccountKey::isOne).isPresent();
        } catch (CloudException e) {
            return false; // told when the file is needed
        }
    }

    ServiceAccountKey key() {
        return read().map(document -> ServiceAccountKey.of(document, shown())).orElseThrow(() -> bad("is not there"));
    }

    String shown() {
        return "file " + Shown.of(path);
    }

    CloudException bad(String what) {
        return CloudException.of(ErrorCode.UNAUTHENTICATED, "The " + shown() + " " + what);
    }
}
