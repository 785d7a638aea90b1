package dev.welkin.aws.internal;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A file in the form of {@code ~/.aws/config}: sections in brackets, {@code key = value}, comments behind {@code #} or
 * {@code ;}. Indented lines continue the value above them with settings of single services and are left out.
 */
final class IniFile {
    static final int MAX_BYTES = 1 << 20;

    private final Path file;
    private final Map<String, Map<String, Secret>> sections = new LinkedHashMap<>();
    private Map<String, Secret> current = new LinkedHashMap<>();
    private boolean inSection;

    private IniFile(Path file) {
        this.file = file;
    }

    /** Returns the sections by what stands in their brackets; none if there is no such file. */
    static Map<String, Map<String, Secret>> read(Path file) {
        IniFile ini = new IniFile(file);
        List<String> lines = ini.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            ini.line(i + 1, lines.get(i));
        }
        return ini.sections;
    }

    private void line(int number, String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#") || text.startsWith(";") || Character.isWhitespace(line.charAt(0))) {
            return;
        }
        if (text.startsWith("[")) {
            section(number, text);
        } else {
            property(number, text);
        }
    }

    private void section(int number, String text) {
        int end = text.indexOf(']');
        if (end < 0) {
            throw bad("line " + number + " lacks a closing bracket");
        }
        current = sections.computeIfAbsent(text.substring(1, end).strip(), name -> new LinkedHashMap<>());
        inSection = true;
    }

    private void property(int number, String text) {
        int equals = text.indexOf('=');
        if (equals <= 0 || !inSection) {
            throw bad("line " + number + " is neither [section] nor key = value inside a section");
        }
        String key = text.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        current.put(key, Secret.of(withoutComment(text.substring(equals + 1)).strip()));
    }

    /** A comment behind a value begins with a blank. */
    private static String withoutComment(String value) {
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c == '#' || c == ';') && Character.isWhitespace(value.charAt(i - 1))) {
                return value.substring(0, i);
            }
        }
        return value;
    }

    private String text() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw bad("it is larger than 1 MiB");
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw bad(e.getClass().getSimpleName());
        }
    }

    private CloudException bad(String what) {
        return CloudException.of(
                ErrorCode.UNAUTHENTICATED, "The AWS profile file " + Shown.of(file) + " cannot be read: " + what);
    }
}
