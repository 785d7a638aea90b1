package dev.welkin.ai.extractive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts text into the words it is compared by: letters and digits in lower case with plain English endings taken off,
 * the parts of names such as {@code machine_temperature}, and pairs of characters for Chinese, Japanese and Korean,
 * which have no spaces.
 */
final class Words {
    /** Words that carry no subject of their own, and what people say to ask for an answer. */
    private static final Set<String> EMPTY = Set.of(
            "a",
            "an",
            "the",
            "and",
            "or",
            "but",
            "of",
            "to",
            "in",
            "on",
            "at",
            "by",
            "for",
            "from",
            "with",
            "as",
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "am",
            "do",
            "does",
            "did",
            "has",
            "have",
            "had",
            "i",
            "you",
            "he",
            "she",
            "it",
            "we",
            "they",
            "me",
            "my",
            "your",
            "his",
            "her",
            "its",
            "our",
            "their",
            "this",
            "that",
            "these",
            "those",
            "what",
            "which",
            "who",
            "whom",
            "whose",
            "when",
            "where",
            "why",
            "how",
            "should",
            "would",
            "could",
            "can",
            "will",
            "shall",
            "may",
            "might",
            "must",
            "not",
            "no",
            "so",
            "if",
            "then",
            "than",
            "there",
            "here",
            "about",
            "into",
            "please",
            "tell",
            "summarise",
            "summarize",
            "summary",
            "explain",
            "describe",
            "list",
            "answer",
            "question",
            "following",
            "text",
            "given",
            "below",
            "above",
            "all",
            "each",
            "any",
            "some",
            "more",
            "look",
            "seem",
            "appear",
            "need",
            "want",
            "know",
            "\u7684",
            "\u4e86",
            "\u662f",
            "\u5728",
            "\u548c",
            "\u5417",
            "\u5462");

    private Words() {}

    /** Returns all words in order, empty ones and repetitions included. */
    static List<String> all(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder latin = new StringBuilder();
        int before = 0;
        for (int c : text.toLowerCase(Locale.ROOT).codePoints().toArray()) {
            if (isIdeograph(c)) {
                flush(latin, words);
                words.add(Character.toString(c));
                if (before != 0) {
                    words.add(Character.toString(before) + Character.toString(c));
                }
            } else if (Character.isLetterOrDigit(c)) {
                latin.appendCodePoint(c);
            } else {
                flush(latin, words);
            }
            before = isIdeograph(c) ? c : 0;
        }
        flush(latin, words);
        return words;
    }

    /** Returns the words that say what a question is about. */
    static List<String> ofSubject(String text) {
        boolean pairs = text.codePoints().anyMatch(Words::isIdeograph);
        return all(text).stream()
                .distinct()
                .filter(word -> !EMPTY.contains(word))
                .filter(word -> !pairs || !isSingleIdeograph(word))
                .toList();
    }

    /** Tells whether a word says what a text is about. */
    static boolean carriesSubject(String word) {
        return !EMPTY.contains(word);
    }

    /** Tells whether a word is a pair of characters, which are counted singly as well. */
    static boolean isPair(String word) {
        return word.codePointCount(0, word.length()) == 2 && isIdeograph(word.codePointAt(0));
    }

    private static boolean isIdeograph(int c) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || script == Character.UnicodeScript.HANGUL;
    }

    private static boolean isSingleIdeograph(String word) {
        return word.codePointCount(0, word.length()) == 1 && isIdeograph(word.codePointAt(0));
    }

    private static void flush(StringBuilder latin, List<String> words) {
        if (!latin.isEmpty()) {
            String word = latin.toString();
            words.add(EMPTY.contains(word) ? word : stem(word));
            latin.setLength(0);
        }
    }

    /** Takes off plural and verb endings, so that "readings" meets "reading" and "checked" meets "check". */
    private static String stem(String word) {
        for (String ending : List.of("ies", "ing", "ed", "es", "s")) {
            if (word.endsWith(ending) && word.length() - ending.length() >= 3 && !word.endsWith("ss")) {
                String stem = word.substring(0, word.length() - ending.length());
                return ending.equals("ies") ? stem + "y" : withoutFinalE(stem);
            }
        }
        return withoutFinalE(word);
    }

    private static String withoutFinalE(String word) {
        return word.length() > 3 && word.endsWith("e") ? word.substring(0, word.length() - 1) : word;
    }
}
