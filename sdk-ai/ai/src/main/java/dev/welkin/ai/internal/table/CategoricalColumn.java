package dev.welkin.ai.internal.table;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A column of a few texts. Each becomes 1 in a place of its own and 0 elsewhere (one-hot). A text that was not there to
 * learn from is refused: a slip of the pen would be answered like a row without any of the known ones.
 *
 * @param name the column's name
 * @param values the texts, sorted, distinct; one or more
 */
public record CategoricalColumn(String name, List<String> values) implements ColumnEncoding {
    static final String KIND = "categorical";

    /** Copies the values and checks that they are sorted. */
    public CategoricalColumn {
        values = List.copyOf(values);
        if (values.isEmpty() || !values.equals(List.copyOf(new TreeSet<>(values)))) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "The values of '" + Shown.of(name) + "' must be sorted and distinct, and they are "
                            + Shown.of(values));
        }
    }

    @Override
    public int width() {
        return values.size();
    }

    @Override
    public void put(@Nullable Object value, float[] row, int at) {
        if (!(value instanceof String text)) {
            throw invalid(
                    value == null
                            ? "is missing"
                            : "is the " + value.getClass().getSimpleName() + " '" + Shown.of(value)
                                    + "', and a text is needed");
        }
        row[at + indexOf(text)] = 1;
    }

    /**
     * Finds a text's place.
     *
     * @param value the text
     * @return 0 for the first of {@link #values}
     * @throws CloudException INVALID_ARGUMENT if it is not among them
     */
    public int indexOf(String value) {
        int index = Collections.binarySearch(values, value);
        if (index < 0) {
            throw invalid(
                    "is '" + Shown.of(value) + "', which was not there to learn from; it knows " + Shown.of(values));
        }
        return index;
    }

    @Override
    public String expected() {
        return Shown.of(name) + " (one of " + Shown.of(values, 80) + ")";
    }

    @Override
    public List<String> toCells() {
        List<String> cells = new ArrayList<>(List.of(KIND, name));
        cells.addAll(values);
        return cells;
    }

    private CloudException invalid(String what) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, "The value of '" + Shown.of(name) + "' " + what);
    }
}
