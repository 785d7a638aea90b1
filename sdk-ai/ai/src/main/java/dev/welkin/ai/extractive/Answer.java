package dev.welkin.ai.extractive;

import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.Finish;
import dev.welkin.ai.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A finished answer: quotes in the order of the text, a line each for entries.
 *
 * @param pieces the quotes with what separates them
 * @param finish LENGTH if quotes had to be left out for {@code maxTokens}
 * @param usage its words and those of the prompt
 */
record Answer(List<String> pieces, Finish finish, Usage usage) {
    /** The only words that are not from the prompt. */
    static final String NOTHING = "The text says nothing about this.";

    static Answer to(ChatRequest request, Prompt prompt) {
        List<Integer> best = Quotes.best(prompt);
        if (best.isEmpty()) {
            return of(request, List.of(NOTHING), Finish.STOP);
        }
        TreeSet<Integer> kept = fitting(best, prompt, request.maxTokens().orElse(Integer.MAX_VALUE));
        return of(request, joined(kept, prompt), kept.size() < best.size() ? Finish.LENGTH : Finish.STOP);
    }

    /** A quote is whole or absent: half a line could say the opposite. */
    private static TreeSet<Integer> fitting(List<Integer> best, Prompt prompt, int maxTokens) {
        TreeSet<Integer> kept = new TreeSet<>();
        long used = 0;
        for (int i : best) {
            long more = tokens(prompt.text().get(i).text());
            if (used + more <= maxTokens) {
                kept.add(i);
                used += more;
            }
        }
        return kept;
    }

    private static List<String> joined(TreeSet<Integer> kept, Prompt prompt) {
        List<String> pieces = new ArrayList<>();
        boolean line = false;
        for (int i : kept) {
            Segment segment = prompt.text().get(i);
            String separator = pieces.isEmpty() ? "" : line || segment.entry() ? "\n" : " ";
            pieces.add(separator + segment.text());
            line = segment.entry();
        }
        return pieces;
    }

    private static Answer of(ChatRequest request, List<String> pieces, Finish finish) {
        long in = request.messages().stream().mapToLong(m -> tokens(m.text())).sum();
        long out = pieces.stream().mapToLong(Answer::tokens).sum();
        return new Answer(pieces, finish, Usage.of(in, out));
    }

    private static long tokens(String text) {
        return Words.all(text).stream().filter(w -> !Words.isPair(w)).count();
    }
}
