package dev.welkin.config;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads small text files strictly: bounded, UTF-8, with errors that name the file and never quote it. */
final class ConfigFile {
    static final int MAX_BYTES = 1 << 20;

    private ConfigFile() {}

    static String text(Path file, String what) {
        byte[] bytes = bytes(file, what);
        if (bytes.length > MAX_BYTES) {
            throw bad(ErrorCode.INVALID_ARGUMENT, what, file, "is larger than 1 MiB");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw bad(ErrorCode.INVALID_ARGUMENT, what, file, "is not UTF-8 text");
        }
    }

    private static byte[] bytes(Path file, String what) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw bad(ErrorCode.NOT_FOUND, what, file, "does not exist");
        } catch (IOException e) {
            throw bad(
                    ErrorCode.INVALID_ARGUMENT,
                    what,
                    file,
                    "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static CloudException bad(ErrorCode code, String what, Path file, String problem) {
        return CloudException.of(code, what + " " + Shown.of(file) + " " + problem);
    }
}
