package dev.welkin.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;

/** Finds what somebody probably meant. */
final class Nearest {
    private Nearest() {}

    /** Returns {@code "; did you mean 'x'?"} or {@code "; known are a, b"}, or "" where nothing is known. */
    static String hint(String asked, Collection<String> known) {
        if (known.isEmpty()) {
            return "";
        }
        String best = new TreeSet<>(known)
                .stream().min(Comparator.comparingInt(k -> distance(asked, k))).orElse("");
        return distance(asked, best) <= Math.max(1, asked.length() / 3)
                ? "; did you mean '" + best + "'?"
                : "; known are " + String.join(", ", new TreeSet<>(known));
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
