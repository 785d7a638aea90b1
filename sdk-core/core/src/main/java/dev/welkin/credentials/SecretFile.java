package dev.welkin.credentials;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** One credential in a file of its own. */
final class SecretFile implements CredentialSource {
    private static final int MAX_BYTES = 64 * 1024;

    private final Path file;
    private final String name;

    SecretFile(Path file, String name) {
        this.file = file;
        this.name = name;
    }

    @Override
    public Optional<Credentials> find() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            String text = new String(bytes, StandardCharsets.UTF_8).strip();
            if (bytes.length > MAX_BYTES || text.isEmpty()) {
                throw bad(bytes.length > MAX_BYTES ? "is larger than 64 KiB" : "is empty");
            }
            return Optional.of(Credentials.of("file " + Shown.of(file), Map.of(name, Secret.of(text))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw bad("cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public String advice() {
        return "file: put the " + name + " into " + Shown.of(file);
    }

    private CloudException bad(String what) {
        return CloudException.of(
                ErrorCode.UNAUTHENTICATED, "The file " + Shown.of(file) + " for the " + name + " " + what);
    }
}
