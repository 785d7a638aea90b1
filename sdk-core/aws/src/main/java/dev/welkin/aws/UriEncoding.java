package dev.welkin.aws;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encodes as RFC 3986 and Signature Version 4 want it: everything but {@code A-Z a-z 0-9 - . _ ~}, as UTF-8, in
 * capitals. The same text goes into the URL and into the signature.
 */
public final class UriEncoding {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private UriEncoding() {}

    /**
     * Encodes one name or value of a query, or one segment of a path.
     *
     * @param text any text
     * @return the encoded text; a slash too is encoded
     */
    public static String component(String text) {
        return encode(text, false);
    }

    /**
     * Encodes a path, leaving its slashes.
     *
     * @param path any text
     * @return the encoded text
     */
    public static String path(String path) {
        return encode(path, true);
    }

    private static String encode(String text, boolean slashes) {
        if (plain(text, slashes)) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(bytes.length + 16);
        for (byte one : bytes) {
            char c = (char) (one & 0xff);
            if (unreserved(c) || (slashes && c == '/')) {
                out.append(c);
            } else {
                out.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        return out.toString();
    }

    private static boolean plain(String text, boolean slashes) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!unreserved(c) && !(slashes && c == '/')) {
                return false;
            }
        }
        return true;
    }

    private static boolean unreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
