package dev.welkin.storage.spi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A value of metadata as a header field carries it, for backends that have nothing better. Printable ASCII stands as it
 * is; everything else becomes one encoded word of RFC 2047 ({@code =?UTF-8?B?..?=}) of any length, which is also how
 * AWS hands out what others stored in UTF-8.
 */
public final class MetadataText {
    private static final String BEGIN = "=?UTF-8?B?";
    private static final String END = "?=";

    private MetadataText() {}

    /**
     * Returns what a field carries of a value.
     *
     * @param value any text of whole characters
     * @return printable ASCII without blanks at the ends, never empty
     */
    public static String encode(String value) {
        return plain(value) ? value : word(value);
    }

    /**
     * Returns the encoded word of a value, also where the value could go as it is.
     *
     * @param value any text of whole characters
     * @return one word, without blanks
     */
    public static String word(String value) {
        return BEGIN + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + END;
    }

    /**
     * Returns the value that a field carries.
     *
     * @param field what came: encoded words in base64 or quoted form, several of them with one blank between, or plain
     * @return the value; the field as it came where it is none of these
     */
    public static String decode(String field) {
        if (!field.regionMatches(true, 0, "=?UTF-8?", 0, 8) || !field.endsWith(END)) {
            return field;
        }
        StringBuilder text = new StringBuilder();
        for (String word : field.split(" ", -1)) {
            String part = decodeWord(word);
            if (part == null) {
                return field;
            }
            text.append(part);
        }
        return text.toString();
    }

    /** Blanks at the ends would be trimmed on the way, runs of them folded. */
    private static boolean plain(String value) {
        if (value.isEmpty() || value.startsWith("=?") || value.startsWith(" ") || value.endsWith(" ")) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || (c == ' ' && value.charAt(i - 1) == ' ')) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String decodeWord(String word) {
        if (word.length() < BEGIN.length() + END.length() || !word.endsWith(END)) {
            return null;
        }
        String content = word.substring(BEGIN.length(), word.length() - END.length());
        try {
            if (word.regionMatches(true, 0, BEGIN, 0, BEGIN.length())) {
                return utf8(Base64.getDecoder().decode(content));
            }
            return word.regionMatches(true, 0, "=?UTF-8?Q?", 0, BEGIN.length()) ? utf8(quoted(content)) : null;
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return null; // somebody else's text that only looks like a word
        }
    }

    private static byte[] quoted(String content) {
        ByteBuffer bytes = ByteBuffer.allocate(content.length());
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '=') {
                bytes.put((byte) Integer.parseInt(content, i + 1, Math.min(i + 3, content.length()), 16));
                i += 2;
            } else {
                bytes.put((byte) (c == '_' ? ' ' : c));
            }
        }
        byte[] all = new byte[bytes.position()];
        bytes.flip().get(all);
        return all;
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
