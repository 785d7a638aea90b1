package dev.welkin.ai.models;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;

/** What a reference names: an alias, a version, or the latest version. */
sealed interface ModelReference {
    String name();

    record Aliased(String name, String alias) implements ModelReference {}

    record Exact(String name, int version) implements ModelReference {}

    record Latest(String name) implements ModelReference {}

    /** Reads {@code name@alias}, {@code name:3} or {@code name}. */
    static ModelReference parse(String text) {
        int at = text.indexOf('@');
        int colon = text.indexOf(':');
        if (at >= 0) {
            return new Aliased(
                    ModelNames.checkModel(text.substring(0, at)), ModelNames.checkAlias(text.substring(at + 1)));
        }
        if (colon >= 0) {
            return new Exact(ModelNames.checkModel(text.substring(0, colon)), version(text, colon + 1));
        }
        return new Latest(ModelNames.checkModel(text));
    }

    /** An alias alone, where nothing else will do. */
    static Aliased alias(String text) {
        if (parse(text) instanceof Aliased aliased) {
            return aliased;
        }
        throw refused(text, "write model@alias, for example faces@prod");
    }

    private static int version(String text, int from) {
        String digits = text.substring(from);
        if (!digits.matches("[1-9][0-9]{0,8}")) {
            throw refused(text, "write model:3 with a version from 1");
        }
        return Integer.parseInt(digits);
    }

    private static CloudException refused(String text, String instead) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, "'" + Shown.of(text) + "' names no model; " + instead);
    }
}
