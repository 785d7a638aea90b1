package dev.welkin.compute;

import dev.welkin.spi.Shown;
import java.util.Locale;

/**
 * One line a job printed.
 *
 * @param attempt the attempt that printed it, 1 for the first
 * @param source where it was printed
 * @param text the line as it was printed, without its end; bytes that are not UTF-8 are replaced, and a line above 64
 *     KiB comes in pieces. It may hold control characters: print {@link #toString}, which escapes them
 */
public record LogLine(int attempt, Source source, String text) {
    /** Returns the line as it may be printed: the source, and the text with control characters escaped. */
    @Override
    public String toString() {
        return "[" + source.name().toLowerCase(Locale.ROOT) + "] " + Shown.of(text, text.length());
    }

    /** The two streams of a program. */
    public enum Source {
        /** Standard output. */
        STDOUT,
        /** Standard error. */
        STDERR
    }
}
