package dev.welkin.ai.extractive;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the entries of one list have in common: their first word or bullet, and the names of their fields. */
final class Shape {
    private static final Pattern FIELD = Pattern.compile("([\\p{L}_][\\w.-]*)=(\"[^\"]*\"|\\S+)");
    private static final Pattern START = Pattern.compile("^([-*\\u2022]|\\d+[.)]|[A-Z]{2,}\\b)");

    private Shape() {}

    static String of(Segment entry) {
        Matcher start = START.matcher(entry.text());
        String first = start.find() ? start.group().replaceAll("\\d+", "#") : "";
        Set<String> names = fields(entry).stream().map(f -> f.group(1)).collect(Collectors.toCollection(TreeSet::new));
        return first + names;
    }

    /** Returns the words that tell an entry from its neighbours: its fields' values, or all of it if it has none. */
    static Set<String> identity(Segment entry) {
        List<MatchResult> fields = fields(entry);
        String telling = fields.isEmpty()
                ? entry.text()
                : fields.stream().map(f -> f.group(2)).collect(Collectors.joining(" "));
        return Set.copyOf(Words.ofSubject(telling));
    }

    private static List<MatchResult> fields(Segment entry) {
        return FIELD.matcher(entry.text()).results().toList();
    }
}
