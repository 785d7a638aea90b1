package dev.welkin.ai.extractive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Chooses what answers a question. Of a list whose entries all speak of what is asked, every entry is an answer, unless
 * the question names some of them; of prose, the three best sentences that score at least half of the best.
 */
final class Quotes {
    private static final double SHARE = 0.5;
    private static final int SENTENCES = 3;

    private final List<Segment> segments;
    private final List<Set<String>> meanings;
    private final Ranking ranking;
    private final double[] scores;
    private final double least;

    private Quotes(List<Segment> segments, List<Set<String>> meanings) {
        this.segments = segments;
        this.meanings = meanings;
        this.ranking = new Ranking(segments);
        this.scores = meanings.isEmpty() ? ranking.centrality() : ranking.scores(meanings);
        this.least = SHARE * Arrays.stream(scores).max().orElse(0);
    }

    /** Returns the quotes, the best first; empty if the text says nothing about the question. */
    static List<Integer> best(Prompt prompt) {
        Quotes quotes = new Quotes(prompt.text(), Meanings.of(prompt.question()));
        Set<Integer> chosen = new TreeSet<>(quotes.entries());
        chosen.addAll(quotes.sentences());
        List<Integer> best = new ArrayList<>(chosen);
        best.sort(quotes.bestFirst());
        return best;
    }

    private List<Integer> sentences() {
        return IntStream.range(0, segments.size())
                .filter(i -> !segments.get(i).entry())
                .filter(this::good)
                .boxed()
                .sorted(bestFirst())
                .limit(SENTENCES)
                .toList();
    }

    private List<Integer> entries() {
        Map<String, List<Integer>> lists = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).entry()) {
                lists.computeIfAbsent(Shape.of(segments.get(i)), s -> new ArrayList<>())
                        .add(i);
            }
        }
        return lists.values().stream().flatMap(list -> ofList(list).stream()).toList();
    }

    private List<Integer> ofList(List<Integer> list) {
        if (meanings.isEmpty()) {
            return list; // a summary of a list is the list: every choice would hide entries
        }
        List<Set<String>> asked = new ArrayList<>(meanings);
        boolean about = asked.removeIf(m -> list.stream().allMatch(i -> ranking.has(i, m)));
        if (!about || list.size() < 2) {
            return list.stream().filter(this::good).toList();
        }
        List<Integer> named = named(list, asked);
        return named.isEmpty() ? list : named;
    }

    /**
     * Returns the entries that the question names, beyond what it asks of the whole list: not the one that is named by
     * "temperature" where another is named by "ambient temperature".
     */
    private List<Integer> named(List<Integer> list, List<Set<String>> asked) {
        Map<Integer, Set<Set<String>>> names = new LinkedHashMap<>();
        for (int i : list) {
            Set<String> identity = Shape.identity(segments.get(i));
            names.put(
                    i,
                    asked.stream()
                            .filter(m -> !Collections.disjoint(m, identity))
                            .collect(Collectors.toSet()));
        }
        return list.stream()
                .filter(i -> !names.getOrDefault(i, Set.of()).isEmpty())
                .filter(i -> names.values().stream().noneMatch(n -> isMore(n, names.getOrDefault(i, Set.of()))))
                .toList();
    }

    private static <T> boolean isMore(Set<T> one, Set<T> other) {
        return one.size() > other.size() && one.containsAll(other);
    }

    private boolean good(int segment) {
        return scores[segment] > 0 ? scores[segment] >= least : meanings.isEmpty() && least == 0;
    }

    private Comparator<Integer> bestFirst() {
        return Comparator.<Integer>comparingDouble(i -> -scores[i]).thenComparing(Comparator.naturalOrder());
    }
}
