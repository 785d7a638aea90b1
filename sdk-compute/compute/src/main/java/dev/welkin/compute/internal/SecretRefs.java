package dev.welkin.compute.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads secrets where their references point: {@code env:NAME} or {@code file:/path}. */
final class SecretRefs {
    private static final long MAX_BYTES = 1 << 20;

    private final Map<String, String> environment;

    /** Makes a reader of these environment variables. */
    SecretRefs(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Reads all; fails before anything is started, naming variable and reference, never a value. */
    Map<String, Secret> read(Map<String, String> references) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        references.forEach((name, ref) -> secrets.put(name, read(name, ref)));
        return secrets;
    }

    private Secret read(String name, String ref) {
        String where = ref.substring(ref.indexOf(':') + 1);
        return ref.startsWith("env:") ? fromEnvironment(name, ref, where) : fromFile(name, ref, where);
    }

    private Secret fromEnvironment(String name, String ref, String variable) {
        String value = environment.get(variable);
        if (value == null) {
            throw missing(name, ref, "there is no such environment variable");
        }
        return Secret.of(value);
    }

    private static Secret fromFile(String name, String ref, String where) {
        try {
            Path file = Path.of(where);
            if (Files.size(file) > MAX_BYTES) {
                throw missing(name, ref, "the file is larger than 1 MiB");
            }
            return Secret.of(Files.readString(file).replaceFirst("\\R\\z", ""));
        } catch (IOException | InvalidPathException e) {
            throw missing(name, ref, "the file cannot be read as UTF-8 text");
        }
    }

    private static CloudException missing(String name, String ref, String why) {
        return CloudException.of(
                ErrorCode.INVALID_ARGUMENT, "The secret '" + name + "' refers to " + ref + ", but " + why + ".");
    }
}
