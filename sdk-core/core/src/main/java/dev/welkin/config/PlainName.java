package dev.welkin.config;

import java.util.regex.Pattern;

/** Keys as people write them. Anything else may be a value that slipped into a key's place, so it is not shown. */
final class PlainName {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

    private PlainName() {}

    static boolean is(String key) {
        return PLAIN.matcher(key).matches();
    }

    /** Returns the key for an error, or words that say why it is not shown. */
    static String shown(String key) {
        return is(key) ? key : "(a key that is no plain name)";
    }
}
