package dev.welkin.config;

import dev.welkin.spi.Shown;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** Finds what somebody probably meant, for errors that name an unknown thing. */
public final class Nearest {
    private Nearest() {}

    /**
     * Returns the end of an error message about an unknown name.
     *
     * @param asked what was asked for
     * @param known what there is
     * @return {@code "; did you mean 'x'?"} if one is near, else {@code "; known are a, b"}, or "" where nothing is
     *     known
     */
    public static String hint(String asked, Collection<String> known) {
        if (known.isEmpty()) {
            return "";
        }
        return to(asked, known)
                .map(best -> "; did you mean '" + Shown.of(best) + "'?")
                .orElseGet(() -> "; known are " + Shown.of(String.join(", ", new TreeSet<>(known))));
    }

    /**
     * Returns the name that was probably meant: the one with the fewest changed letters, at most a third of the longer
     * one.
     *
     * @param asked what was asked for
     * @param known what there is
     * @return the nearest name, or empty if none is near
     */
    public static Optional<String> to(String asked, Collection<String> known) {
        return new TreeSet<>(known)
                .stream().min(Comparator.comparingInt(k -> distance(asked, k))).filter(k -> near(asked, k));
    }

    private static boolean near(String asked, String known) {
        return distance(asked, known) <= Math.max(1, Math.max(asked.length(), known.length()) / 3);
    }

    /** Levenshtein's distance, by the two-row method of Wagner and Fischer. */
    static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(same, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
