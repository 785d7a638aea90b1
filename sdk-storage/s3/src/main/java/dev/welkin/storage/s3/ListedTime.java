package dev.welkin.storage.s3;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The times of a listing, to the second. */
final class ListedTime {
    private static final String FORM = "0000-00-00T00:00:00";

    private ListedTime() {}

    /**
     * Reads a time.
     *
     * @throws java.time.DateTimeException if it is none
     */
    static Instant parse(String text) {
        return isFixed(text) ? fixed(text) : Instant.parse(text).truncatedTo(ChronoUnit.SECONDS);
    }

    /** All write it so, with or without a fraction, and the general parser takes longer than the rest of a listing. */
    private static boolean isFixed(String text) {
        int end = text.length() - 1;
        boolean ends = end >= FORM.length() && text.charAt(end) == 'Z';
        for (int i = 0; ends && i < end; i++) {
            char form = i < FORM.length() ? FORM.charAt(i) : i == FORM.length() ? '.' : '0';
            char c = text.charAt(i);
            ends = form == '0' ? c >= '0' && c <= '9' : c == form;
        }
        return ends;
    }

    private static Instant fixed(String text) {
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19))
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseUnsignedInt(text, from, to, 10);
    }
}
