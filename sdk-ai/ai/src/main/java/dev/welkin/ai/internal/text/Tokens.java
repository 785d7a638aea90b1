package dev.welkin.ai.internal.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a text into words: runs of letters and digits, and punctuation marks one by one. Scripts that write without
 * spaces (Han, Kana, Thai ..) give a token per character; their words come back as sequences of tokens.
 */
public final class Tokens {
    private Tokens() {}

    /**
     * Cuts a text.
     *
     * @param text any text
     * @return its words in lower case and normal form, in order
     */
    public static List<String> of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        List<String> tokens = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        plain.codePoints().forEach(c -> {
            if (standsAlone(c) || Character.isWhitespace(c)) {
                end(word, tokens);
            }
            if (standsAlone(c)) {
                tokens.add(Character.toString(c));
            } else if (!Character.isWhitespace(c)) {
                word.appendCodePoint(c);
            }
        });
        end(word, tokens);
        return tokens;
    }

    private static void end(StringBuilder word, List<String> tokens) {
        if (!word.isEmpty()) {
            tokens.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean standsAlone(int c) {
        if (c < 128) {
            return c > ' ' && !Character.isLetterOrDigit(c) && c != '\'' && c != '-' && c != '_';
        }
        return Character.isIdeographic(c) || writesWithoutSpaces(Character.UnicodeScript.of(c));
    }

    private static boolean writesWithoutSpaces(Character.UnicodeScript script) {
        return switch (script) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
