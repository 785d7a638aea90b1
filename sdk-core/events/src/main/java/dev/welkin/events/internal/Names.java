package dev.welkin.events.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.regex.Pattern;

/** What topics and groups may be called, on every backend alike. */
public final class Names {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,119}");

    private Names() {}

    /** Returns the topic, or throws INVALID_ARGUMENT. */
    public static String topic(String name) {
        return check("topic", name);
    }

    /** Returns the group, or throws INVALID_ARGUMENT. */
    public static String group(String name) {
        return check("group", name);
    }

    private static String check(String what, String name) {
        if (!ALLOWED.matcher(name).matches()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + Shown.of(name) + "' is no name of a " + what
                            + "; use 1 to 120 letters, digits, '.', '_' and '-', beginning with a letter or digit");
        }
        return name;
    }
}
