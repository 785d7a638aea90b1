package dev.welkin.ai.models;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.regex.Pattern;

/** The names that models, aliases and files may have: they are parts of object keys and of paths. */
final class ModelNames {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern ALIAS = Pattern.compile("[a-z][a-z0-9._-]{0,62}");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");
    private static final int MAX_FILE_CHARS = 200;

    private ModelNames() {}

    static String checkModel(String name) {
        return check(NAME, name, "model", "lower-case letters, digits, '.', '_' and '-', at most 63");
    }

    static String checkAlias(String alias) {
        return check(ALIAS, alias, "alias", "a lower-case letter, then letters, digits, '.', '_' and '-', at most 63");
    }

    static boolean isAlias(String alias) {
        return ALIAS.matcher(alias).matches();
    }

    static boolean isModel(String name) {
        return NAME.matcher(name).matches();
    }

    /** No name that begins with a dot passes, so neither does {@code ..}, and no drive, root or back-slash. */
    static String checkFile(String name) {
        if (name.length() > MAX_FILE_CHARS
                || name.endsWith(".")
                || name.contains("./")
                || name.equals("manifest.json")) {
            throw refused(name, "file", "a relative path of plain names that is not manifest.json");
        }
        return check(FILE, name, "file", "a relative path of letters, digits, '.', '_' and '-', at most 200");
    }

    private static String check(Pattern pattern, String name, String what, String accepted) {
        if (!pattern.matcher(name).matches()) {
            throw refused(name, what, accepted);
        }
        return name;
    }

    private static CloudException refused(String name, String what, String accepted) {
        return CloudException.of(
                ErrorCode.INVALID_ARGUMENT,
                "'" + Shown.of(name) + "' is no name of a " + what + "; accepted: " + accepted);
    }
}
