package dev.welkin.ai.extractive;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a question asks about, as sets of words that mean the same: who asks what looks wrong wants the alarms. A set
 * counts as one word, so that a text full of synonyms is not worth more than one that says it plainly.
 */
final class Meanings {
    private static final List<Set<String>> FAMILIES = List.of(
            family(
                    "wrong alarm alert anomaly anomalies anomalous abnormal unusual strange suspicious bad fault failure "
                            + "failed error problem issue incident outlier critical broken "
                            + "\u5f02\u5e38 \u544a\u8b66 \u62a5\u8b66 \u6545\u969c \u9519\u8bef \u95ee\u9898"),
            family("check inspect verify examine investigate \u68c0\u67e5 \u67e5\u770b \u6838\u5b9e \u6392\u67e5"),
            family("cause reason because due \u539f\u56e0 \u56e0\u4e3a"),
            family("cost price expensive cheap \u4ef7\u683c \u8d39\u7528"));

    private Meanings() {}

    /** Returns one set of words for each thing the question asks about, in its order. */
    static List<Set<String>> of(String question) {
        Set<Set<String>> meanings = new LinkedHashSet<>();
        Words.ofSubject(question).forEach(word -> meanings.add(meaning(word)));
        return List.copyOf(meanings);
    }

    private static Set<String> meaning(String word) {
        return FAMILIES.stream().filter(f -> f.contains(word)).findFirst().orElse(Set.of(word));
    }

    private static Set<String> family(String words) {
        return Set.copyOf(Words.ofSubject(words));
    }
}
