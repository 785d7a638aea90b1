package dev.welkin.aws.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into its arguments the way a POSIX shell would, without any expansion: at blanks, but not inside
 * quotes. On Windows a backslash is part of a path, not an escape.
 */
final class CommandLine {
    private final String text;
    private final boolean escapes;
    private final List<String> arguments = new ArrayList<>();
    private final StringBuilder argument = new StringBuilder();
    private boolean begun;
    private int at;

    private CommandLine(String text, boolean escapes) {
        this.text = text;
        this.escapes = escapes;
    }

    /** IllegalArgumentException, whose message shows nothing of the text, where a quote is not closed. */
    static List<String> split(String text, boolean windows) {
        return new CommandLine(text, !windows).split();
    }

    private List<String> split() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (Character.isWhitespace(c)) {
                end();
            } else {
                begun = true;
                take(c);
            }
        }
        end();
        return List.copyOf(arguments);
    }

    private void take(char c) {
        switch (c) {
            case '\'' -> quoted('\'', false);
            case '"' -> quoted('"', escapes);
            case '\\' -> argument.append(escapes ? escaped() : c);
            default -> argument.append(c);
        }
    }

    private void quoted(char quote, boolean escapable) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return;
            }
            boolean escape = escapable && c == '\\' && at < text.length() && "\\\"".indexOf(text.charAt(at)) >= 0;
            argument.append(escape ? text.charAt(at++) : c);
        }
        throw new IllegalArgumentException("a quote is not closed");
    }

    private char escaped() {
        if (at == text.length()) {
            throw new IllegalArgumentException("nothing follows its last backslash");
        }
        return text.charAt(at++);
    }

    private void end() {
        if (begun) {
            arguments.add(argument.toString());
            argument.setLength(0);
            begun = false;
        }
    }
}
