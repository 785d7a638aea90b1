package dev.welkin.ai.extractive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How well each segment fits a question: Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework",
 * 2009, equation 3.15; k1 = 1.2, b = 0.75) with the never negative weight of rare words ln(1 + (N - n + 0.5) / (n +
 * 0.5)).
 */
final class Ranking {
    private static final double K1 = 1.2;
    private static final double B = 0.75;

    private final List<Map<String, Integer>> counts;
    private final double averageLength;

    Ranking(List<Segment> segments) {
        counts = segments.stream().map(s -> count(s.text())).toList();
        averageLength =
                Math.max(1, counts.stream().mapToInt(Ranking::length).average().orElse(1));
    }

    /** Returns one score per segment, 0 for one that shares no word. */
    double[] scores(List<Set<String>> meanings) {
        double[] scores = new double[counts.size()];
        for (Set<String> meaning : meanings) {
            double rarity = rarity(meaning);
            for (int i = 0; i < scores.length; i++) {
                scores[i] += rarity * weight(counts.get(i), meaning);
            }
        }
        return scores;
    }

    /** Returns how much each segment holds of what several segments talk about. */
    double[] centrality() {
        Set<String> words = new TreeSet<>();
        counts.forEach(c -> words.addAll(c.keySet()));
        return scores(words.stream()
                .filter(Words::carriesSubject)
                .map(Set::of)
                .filter(word -> holders(word) > 1)
                .toList());
    }

    boolean has(int segment, Set<String> meaning) {
        return times(counts.get(segment), meaning) > 0;
    }

    private double weight(Map<String, Integer> words, Set<String> meaning) {
        int times = times(words, meaning);
        return times * (K1 + 1) / (times + K1 * (1 - B + B * length(words) / averageLength));
    }

    private double rarity(Set<String> meaning) {
        long n = holders(meaning);
        return Math.log(1 + (counts.size() - n + 0.5) / (n + 0.5));
    }

    private long holders(Set<String> meaning) {
        return counts.stream().filter(c -> times(c, meaning) > 0).count();
    }

    private static int times(Map<String, Integer> words, Set<String> meaning) {
        int times = 0;
        for (String word : meaning) {
            times += words.getOrDefault(word, 0);
        }
        return times;
    }

    private static int length(Map<String, Integer> words) {
        return words.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Map<String, Integer> count(String text) {
        Map<String, Integer> counts = new HashMap<>();
        Words.all(text).forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts;
    }
}
