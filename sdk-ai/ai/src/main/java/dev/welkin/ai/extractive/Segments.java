package dev.welkin.ai.extractive;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Cuts text into what can be quoted: lines of a list or table whole, prose by sentence. */
final class Segments {
    private static final Pattern ENTRY =
            Pattern.compile("^([-*\\u2022]|\\d+[.)]|[A-Z]{2,}\\b).*|.*\\w=\\S.*|.*\\|.*\\|.*");
    private static final Set<String> SHORT_FORMS = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "etc", "e.g", "i.e", "fig", "approx", "inc", "ltd");
    private static final String STOPS = ".!?\u3002\uff01\uff1f\u2026";
    private static final String FULL_WIDTH_STOPS = "\u3002\uff01\uff1f";
    private static final String CLOSERS = "\"')]}\u201d\u2019\u300d\u300f\uff09";

    private Segments() {}

    static List<Segment> of(String text) {
        List<Segment> segments = new ArrayList<>();
        for (String raw : text.split("\\R")) {
            String line = raw.strip();
            if (ENTRY.matcher(line).matches()) {
                segments.add(new Segment(line, true));
            } else {
                sentences(line).forEach(s -> segments.add(new Segment(s, false)));
            }
        }
        return segments;
    }

    static List<String> sentences(String line) {
        List<String> sentences = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < line.length(); i++) {
            if (STOPS.indexOf(line.charAt(i)) >= 0) {
                int end = behindClosers(line, i + 1);
                if (endsSentence(line, i, end)) {
                    add(line.substring(start, end), sentences);
                    start = end;
                    i = end - 1;
                }
            }
        }
        add(line.substring(start), sentences);
        return sentences;
    }

    private static boolean endsSentence(String line, int stop, int end) {
        if (FULL_WIDTH_STOPS.indexOf(line.charAt(stop)) >= 0 || end == line.length()) {
            return true;
        }
        return Character.isWhitespace(line.charAt(end)) && !(line.charAt(stop) == '.' && isShortForm(line, stop));
    }

    /** Tells "Dr. Who" and "J. Smith" from the end of a sentence. */
    private static boolean isShortForm(String line, int stop) {
        int start = stop;
        while (start > 0 && !Character.isWhitespace(line.charAt(start - 1))) {
            start--;
        }
        String word = line.substring(start, stop);
        return SHORT_FORMS.contains(word.toLowerCase(java.util.Locale.ROOT))
                || (word.length() == 1 && Character.isUpperCase(word.charAt(0)));
    }

    private static int behindClosers(String line, int from) {
        int end = from;
        while (end < line.length()
                && (CLOSERS.indexOf(line.charAt(end)) >= 0 || STOPS.indexOf(line.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    private static void add(String sentence, List<String> sentences) {
        String clean = sentence.strip();
        if (!clean.isEmpty()) {
            sentences.add(clean);
        }
    }
}
