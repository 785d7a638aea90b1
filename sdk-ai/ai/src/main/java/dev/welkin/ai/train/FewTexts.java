package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distinct texts of a column, numbered from 0 as they are met, so that each is kept once. */
final class FewTexts {
    private static final int MAX_CHARS = 200;

    private final String column;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> all = new ArrayList<>();

    FewTexts(String column) {
        this.column = column;
    }

    int number(String text) throws UnusableRow {
        Integer known = numbers.get(text);
        return known != null ? known : added(text);
    }

    String text(int number) {
        return all.get(number);
    }

    List<String> all() {
        return List.copyOf(all);
    }

    private int added(String text) throws UnusableRow {
        if (text.length() > MAX_CHARS) {
            throw new UnusableRow("'" + Shown.of(column) + "' has " + text.length() + " characters; at most "
                    + MAX_CHARS + " make the name of a class or category");
        }
        if (all.size() == CsvTable.MAX_CATEGORIES) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "The column '" + Shown.of(column) + "' has more than " + CsvTable.MAX_CATEGORIES
                                    + " different texts, the last one '" + Shown.of(text)
                                    + "'; nothing can be learned from that. Leave it out, or name it as numeric.")
                    .reason("too_many_categories")
                    .build();
        }
        numbers.put(text, all.size());
        all.add(text);
        return all.size() - 1;
    }
}
