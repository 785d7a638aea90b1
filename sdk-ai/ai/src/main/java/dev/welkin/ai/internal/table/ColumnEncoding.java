package dev.welkin.ai.internal.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one column of a table becomes numbers of a network's input. */
public sealed interface ColumnEncoding permits NumericColumn, CategoricalColumn {
    /**
     * Returns the column's name.
     *
     * @return unique in its row
     */
    String name();

    /**
     * Returns how many numbers the column becomes.
     *
     * @return 1 or more
     */
    int width();

    /**
     * Puts a value into a row of zeros.
     *
     * @param value what a caller gave
     * @param row the numbers
     * @param at where this column's begin
     * @throws dev.welkin.CloudException INVALID_ARGUMENT if it has another type, or is none the column knows
     */
    void put(@Nullable Object value, float[] row, int at);

    /**
     * Tells what the column takes, for errors.
     *
     * @return for example {@code tenure (a number)}
     */
    String expected();

    /**
     * Writes the column for a manifest.
     *
     * @return the cells of a record: kind, name, what was learnt
     */
    List<String> toCells();
}
