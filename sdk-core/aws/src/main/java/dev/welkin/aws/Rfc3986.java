package dev.welkin.aws;

import java.nio.charset.StandardCharsets;

/**
 * The percent-encoding that AWS signs: every byte of the UTF-8 text but {@code A-Z a-z 0-9 - . _ ~} becomes {@code %XX}
 * with capital digits (RFC 3986, section 2). What it returns stands in the URL and in the canonical request alike, so
 * both are made of the same bytes.
 */
public final class Rfc3986 {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private Rfc3986() {}

    /**
     * Encodes a name or a value of a query, or one segment of a path.
     *
     * @param text any text; a lone surrogate is encoded as {@code ?}
     * @return the encoded text, {@code /} included
     */
    public static String component(String text) {
        return encode(text, false);
    }

    /**
     * Encodes a path, such as an object's key.
     *
     * @param path any text; a lone surrogate is encoded as {@code ?}
     * @return the encoded text, its {@code /} as they were
     */
    public static String path(String path) {
        return encode(path, true);
    }

    private static String encode(String text, boolean slashes) {
        int plain = 0;
        while (plain < text.length() && stays(text.charAt(plain), slashes)) {
            plain++;
        }
        return plain == text.length() ? text : encodeFrom(plain, text, slashes);
    }

    private static String encodeFrom(int plain, String text, boolean slashes) {
        StringBuilder encoded = new StringBuilder(text.length() + 32).append(text, 0, plain);
        for (byte b : text.substring(plain).getBytes(StandardCharsets.UTF_8)) {
            if (stays(b, slashes)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
            }
        }
        return encoded.toString();
    }

    private static boolean stays(int c, boolean slashes) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~'
                || (c == '/' && slashes);
    }
}
