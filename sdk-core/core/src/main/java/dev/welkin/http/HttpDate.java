package dev.welkin.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the dates of HTTP header fields (RFC 9110, section 5.6.7), such as {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
public final class HttpDate {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int FIXED_LENGTH = 29;

    private HttpDate() {}

    /**
     * Reads a date.
     *
     * @param text the value of a field such as Date or Last-Modified
     * @return the time, to the second; empty if the text is no such date
     */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(isFixed(text) ? fixed(text) : general(text.strip()));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Nearly every answer has one, and nearly all are written in the one form that has fixed places. */
    private static boolean isFixed(String text) {
        return text.length() == FIXED_LENGTH
                && text.startsWith(", ", 3)
                && text.endsWith(" GMT")
                && text.charAt(19) == ':'
                && text.charAt(22) == ':'
                && text.charAt(16) == ' '
                && month(text) > 0;
    }

    private static Instant fixed(String text) {
        return LocalDateTime.of(
                        number(text, 12, 16),
                        month(text),
                        number(text, 5, 7),
                        number(text, 17, 19),
                        number(text, 20, 22),
                        number(text, 23, 25))
                .toInstant(ZoneOffset.UTC);
    }

    private static int month(String text) {
        int at = MONTHS.indexOf(text.substring(8, 11));
        return at % 3 == 0 ? at / 3 + 1 : -1;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseUnsignedInt(text, from, to, 10);
    }

    private static Instant general(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
