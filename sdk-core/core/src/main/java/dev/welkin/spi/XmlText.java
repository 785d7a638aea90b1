package dev.welkin.spi;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.Locale;
import java.util.regex.Pattern;

/** The characters of a document, and the place up to which they were read. */
final class XmlText {
    private static final Pattern DECLARATION = Pattern.compile("\\s+version\\s*=\\s*(\"1\\.[01]\"|'1\\.[01]')"
            + "(\\s+encoding\\s*=\\s*(\"[A-Za-z][\\w.-]*\"|'[A-Za-z][\\w.-]*'))?"
            + "(\\s+standalone\\s*=\\s*(\"(yes|no)\"|'(yes|no)'))?\\s*");
    private static final int NAMES = 64;
    private static final int LONGEST_REFERENCE = 12;

    private final String text;
    private final String[] names = new String[NAMES];
    private int at;

    XmlText(String text) {
        this.text = text;
        this.at = text.startsWith("\uFEFF") ? 1 : 0;
    }

    /** Documents are not quoted in errors: what answered may be anything. */
    static CloudException bad(String what) {
        return CloudException.builder(
                        ErrorCode.CORRUPTED,
                        "The provider's answer " + what + ", so it is no XML we read; check that the endpoint is right")
                .reason("bad_answer")
                .build();
    }

    boolean more() {
        return at < text.length();
    }

    boolean take(String expected) {
        boolean there = text.startsWith(expected, at);
        at += there ? expected.length() : 0;
        return there;
    }

    void expect(String expected) {
        if (!take(expected)) {
            throw bad("has a broken tag");
        }
    }

    /** Tells whether there were any. */
    boolean blanks() {
        int start = at;
        while (more() && isBlank(text.charAt(at))) {
            at++;
        }
        return at > start;
    }

    /** {@code <?xml ..?>}, which may stand at the beginning. Whatever encoding it names, HTTP brought UTF-8. */
    void declaration() {
        boolean there = text.startsWith("<?xml", at) && text.length() > at + 5 && isBlank(text.charAt(at + 5));
        if (there && take("<?xml") && !DECLARATION.matcher(upTo("?>")).matches()) {
            throw bad("has a broken declaration");
        }
    }

    /** Names come again and again, so the last ones are kept. */
    String name() {
        int start = at;
        if (!isNameStart(text, at)) {
            throw bad("has a name that is none");
        }
        while (more() && isNamePart(text.charAt(at))) {
            at++;
        }
        int slot = (31 * (at - start) + 7 * text.charAt(start) + text.charAt(at - 1)) % NAMES;
        String kept = names[slot];
        if (kept == null || kept.length() != at - start || !text.startsWith(kept, start)) {
            kept = text.substring(start, at);
            names[slot] = kept;
        }
        return kept;
    }

    /** {@code = "value"}, as it stands behind an attribute's name. */
    String value() {
        blanks();
        expect("=");
        blanks();
        char quote = more() ? text.charAt(at) : ' ';
        if (quote != '"' && quote != '\'') {
            throw bad("has a broken tag");
        }
        at++;
        StringBuilder value = new StringBuilder();
        while (more() && text.charAt(at) != quote) {
            attributeCharacter(value);
        }
        expect(String.valueOf(quote));
        return value.toString();
    }

    private void attributeCharacter(StringBuilder value) {
        char c = text.charAt(at);
        if (c == '<' || value.length() >= XmlReader.MAX_TEXT_CHARS) {
            throw bad("has a broken attribute");
        } else if (c == '&') {
            reference(value);
        } else if (take("\r\n")) {
            value.append(' ');
        } else {
            value.append(isBlank(c) ? ' ' : checked(c));
            at++;
        }
    }

    /** Appends the text up to the next tag. */
    void content(StringBuilder into) {
        int start = at;
        int from = at;
        for (; more() && text.charAt(at) != '<'; at++) {
            char c = text.charAt(at);
            if (c == '&' || c == '\r') {
                into.append(text, from, at);
                special(c, into);
                from = at + 1;
            } else if (c == '>' && at - start >= 2 && text.startsWith("]]", at - 2)) {
                throw bad("holds ]]> outside CDATA");
            } else {
                checked(c);
            }
        }
        into.append(text, from, at);
    }

    /** Leaves the place at the last character of a reference or of the end of a line, which is told as one. */
    private void special(char c, StringBuilder into) {
        if (c == '&') {
            reference(into);
            at--;
        } else {
            into.append('\n');
            at += text.startsWith("\n", at + 1) ? 1 : 0;
        }
    }

    private void reference(StringBuilder into) {
        int end = text.indexOf(';', at);
        if (end < 0 || end - at > LONGEST_REFERENCE) {
            throw bad("holds an & that is none");
        }
        String name = text.substring(at + 1, end);
        at = end + 1;
        switch (name) {
            case "lt" -> into.append('<');
            case "gt" -> into.append('>');
            case "amp" -> into.append('&');
            case "quot" -> into.append('"');
            case "apos" -> into.append('\'');
            default -> into.appendCodePoint(number(name));
        }
    }

    private static int number(String name) {
        boolean hex = name.startsWith("#x");
        String digits = name.startsWith("#") ? name.substring(hex ? 2 : 1) : "";
        int code = 0;
        for (int i = 0; i < digits.length() && code <= Character.MAX_CODE_POINT; i++) {
            int digit = digits.charAt(i) < 128 ? Character.digit(digits.charAt(i), hex ? 16 : 10) : -1;
            code = digit < 0 ? Integer.MAX_VALUE : (hex ? 16 : 10) * code + digit;
        }
        boolean surrogate = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
        if (surrogate || code > Character.MAX_CODE_POINT) {
            throw bad("uses an entity of its own");
        }
        return code > Character.MAX_VALUE ? code : checked((char) code);
    }

    void comment() {
        upTo("--");
        expect(">");
    }

    /** Behind {@code <?}. */
    void instruction() {
        String name = name();
        String rest = upTo("?>");
        boolean apart = rest.isEmpty() || isBlank(rest.charAt(0));
        if (!apart || name.toLowerCase(Locale.ROOT).equals("xml") || name.indexOf(':') >= 0) {
            throw bad("has a broken instruction");
        }
    }

    /** Takes all up to a mark, and the mark; ends of lines are told as one character. */
    String upTo(String mark) {
        int end = text.indexOf(mark, at);
        if (end < 0) {
            throw bad("breaks off");
        }
        String taken = text.substring(at, end);
        taken.chars().forEach(c -> checked((char) c));
        at = end + mark.length();
        return taken.indexOf('\r') < 0 ? taken : taken.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static char checked(char c) {
        if ((c < ' ' && !isBlank(c)) || c == '\uFFFE' || c == '\uFFFF') {
            throw bad("holds a control character");
        }
        return c;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    static boolean isNameStart(String text, int at) {
        char c = at < text.length() ? text.charAt(at) : ' ';
        return isNamePart(c) && c != '-' && c != '.' && (c < '0' || c > '9');
    }

    private static boolean isNamePart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= ':')
                || c == '_'
                || c == '-'
                || c == '.'
                || Character.isLetterOrDigit(c);
    }
}
