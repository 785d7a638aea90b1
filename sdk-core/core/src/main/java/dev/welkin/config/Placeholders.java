package dev.welkin.config;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts in what <code>${NAME}</code> (an environment variable) and <code>${file:path}</code> (a file's text without line
 * breaks at its end) stand for, once: what is put in is not looked at again. A doubled dollar sign before the brace
 * stands for itself.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$?\\$\\{([^{}]*)(\\}?)");

    private final Map<String, String> environment;
    private final Path folder;

    Placeholders(Map<String, String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /** Tells whether a text's value comes from elsewhere, at least in part. */
    static boolean in(String written) {
        return PLACEHOLDER.matcher(written).results().anyMatch(m -> !m.group().startsWith("$$"));
    }

    String resolve(String written, String where, String path) {
        return PLACEHOLDER
                .matcher(written)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group().startsWith("$$")
                                ? match.group().substring(1)
                                : resolveOne(match.group(1), !match.group(2).isEmpty(), where, path)));
    }

    private String resolveOne(String name, boolean closed, String where, String path) {
        if (!closed || name.isBlank()) {
            throw Node.bad(
                    where, path, "has a '${' that names nothing; write ${NAME}, ${file:path}, or $${ for itself");
        }
        return name.startsWith("file:") ? fileText(name.substring(5), where, path) : variable(name, where, path);
    }

    private String variable(String name, String where, String path) {
        String value = environment.get(name);
        if (value == null) {
            throw Node.bad(
                    where, path, "needs the environment variable " + PlainName.shown(name) + ", which is not set");
        }
        return value;
    }

    private String fileText(String name, String where, String path) {
        try {
            Path file = folder.resolve(name);
            return ConfigFile.text(file, where + ": " + path + " needs the file, but")
                    .replaceAll("[\r\n]+$", "");
        } catch (InvalidPathException e) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, where + ": " + path + " names a file whose path is not valid here");
        }
    }
}
