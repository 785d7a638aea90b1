package dev.welkin.spi;

import org.jspecify.annotations.Nullable;

/**
 * Text of others (keys, attributes, provider messages, model text, job output) as it may stand in an error, a log line
 * or on a console: control characters are escaped, so that it can't forge a line or paint a terminal, and long text is
 * cut.
 */
public final class Shown {
    /** How many characters are shown before the text is cut. */
    public static final int MAX_CHARS = 200;

    private Shown() {}

    /**
     * Escapes and cuts a text at {@link #MAX_CHARS} characters.
     *
     * @param text any object's text; null shows as {@code null}
     * @return one line of printable characters
     */
    public static String of(@Nullable Object text) {
        return of(text, MAX_CHARS);
    }

    /**
     * Escapes and cuts a text.
     *
     * @param text any object's text; null shows as {@code null}
     * @param maxChars how many characters of it are shown at most; what is cut is told as {@code ..(+123)}
     * @return one line of printable characters
     */
    public static String of(@Nullable Object text, int maxChars) {
        String whole = String.valueOf(text);
        int end = cut(whole, maxChars);
        StringBuilder shown = new StringBuilder(end + 8);
        whole.substring(0, end).codePoints().forEach(c -> append(shown, c));
        return end == whole.length()
                ? shown.toString()
                : shown.append("..(+").append(whole.length() - end).append(')').toString();
    }

    /** Never between the halves of a surrogate pair. */
    private static int cut(String whole, int maxChars) {
        int end = Math.min(whole.length(), Math.max(0, maxChars));
        boolean splits = end > 0 && end < whole.length() && Character.isHighSurrogate(whole.charAt(end - 1));
        return splits ? end - 1 : end;
    }

    private static void append(StringBuilder shown, int c) {
        switch (c) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> appendPlain(shown, c);
        }
    }

    private static void appendPlain(StringBuilder shown, int c) {
        if (hidden(Character.getType(c))) {
            shown.append(String.format("\\u%04x", c));
        } else {
            shown.appendCodePoint(c);
        }
    }

    /** Controls, line separators, lone surrogates, and the format characters that turn the reading direction. */
    private static boolean hidden(int type) {
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
