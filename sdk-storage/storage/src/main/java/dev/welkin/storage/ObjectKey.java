package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * The rules of an object's key, the same on every backend: 1 to {@value #MAX_BYTES} bytes of UTF-8; any character but
 * controls (U+0000 to U+001F, U+007F to U+009F), U+FFFE, U+FFFF and unpaired surrogates, since not every provider can
 * store or list those. {@code ..}, {@code //}, a leading or trailing {@code /}, spaces, dots and names such as
 * {@code CON} are plain text: a key is a name, never a path.
 */
public final class ObjectKey {
    /** The most bytes of a key in UTF-8. */
    public static final int MAX_BYTES = 1024;

    /** The order of listings: by the bytes of the key in UTF-8, which is the order of its code points. */
    public static final Comparator<String> ORDER = ObjectKey::compare;

    private ObjectKey() {}

    /**
     * Checks a key.
     *
     * @param key the key
     * @return the key
     * @throws CloudException INVALID_ARGUMENT (reason {@code key}) saying what is wrong where
     */
    public static String check(String key) {
        if (key.isEmpty()) {
            throw bad("An object key cannot be empty; give it at least one character");
        }
        return checkText("key", key);
    }

    /**
     * Checks the beginning of keys, or a key to start after; it may be empty.
     *
     * @param prefix the beginning
     * @return the prefix
     * @throws CloudException INVALID_ARGUMENT (reason {@code key}) saying what is wrong where
     */
    public static String checkPrefix(String prefix) {
        return checkText("prefix", prefix);
    }

    private static String checkText(String what, String text) {
        int unpaired = unpairedSurrogate(text);
        if (unpaired >= 0) {
            throw bad("The " + what + " '" + Shown.of(text) + "' is broken Unicode: an unpaired surrogate at "
                    + unpaired);
        }
        int refused = refusedCharacter(text);
        if (refused >= 0) {
            throw bad(String.format(
                    "The %s '%s' holds U+%04X at %d; keys hold no control characters: leave it out or encode it",
                    what, Shown.of(text), (int) text.charAt(refused), refused));
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw bad("The " + what + " '" + Shown.of(text) + "' has " + bytes + " bytes in UTF-8; at most " + MAX_BYTES
                    + " are allowed");
        }
        return text;
    }

    private static int refusedCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\uFFFE' || c == '\uFFFF') {
                return i;
            }
        }
        return -1;
    }

    /** Returns the place of the first half of a pair without its other half, or -1. */
    static int unpairedSurrogate(String text) {
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i); // of half a pair it is that half
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                return i;
            }
            i += Character.charCount(c);
        }
        return -1;
    }

    private static int compare(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // the code points of surrogates lie above all others, unlike their UTF-16 values
                boolean sameKind = Character.isSurrogate(x) == Character.isSurrogate(y);
                return sameKind ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static CloudException bad(String message) {
        return CloudException.builder(ErrorCode.INVALID_ARGUMENT, message)
                .reason("key")
                .build();
    }
}
