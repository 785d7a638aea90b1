package dev.welkin.ai.internal.table;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a row of named values becomes a network's input. It is learnt from the rows a network learns from, and stands in
 * the manifest's preprocessing, one record for each column: {@code column.1} is {@code numeric,tenure,32.4,24.6}.
 *
 * @param columns the columns, in the order of the input; one or more, names distinct
 */
public record RowEncoding(List<ColumnEncoding> columns) {
    private static final String KEY = "column.";

    /** Copies the columns and checks their names. */
    public RowEncoding {
        columns = List.copyOf(columns);
        if (columns.isEmpty()
                || columns.stream().map(ColumnEncoding::name).distinct().count() < columns.size()) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "A row needs one column at least, and names differ");
        }
    }

    /**
     * Returns how many numbers a row becomes.
     *
     * @return the width of all columns
     */
    public int width() {
        return columns.stream().mapToInt(ColumnEncoding::width).sum();
    }

    /**
     * Turns a row into numbers.
     *
     * @param row a value for each column: a {@link Number} or a {@link String}
     * @return {@link #width} numbers
     * @throws CloudException INVALID_ARGUMENT if a column is missing, not known, of another type, no finite number or
     *     an unknown text
     */
    public float[] encode(Map<String, ? extends @Nullable Object> row) {
        requireNames(row.keySet());
        float[] numbers = new float[width()];
        int at = 0;
        for (ColumnEncoding column : columns) {
            column.put(row.get(column.name()), numbers, at);
            at += column.width();
        }
        return numbers;
    }

    /**
     * Writes the columns for a manifest.
     *
     * @return records by name
     */
    public Map<String, String> toManifest() {
        Map<String, String> map = new LinkedHashMap<>();
        for (ColumnEncoding column : columns) {
            map.put(KEY + (map.size() + 1), CsvLine.join(column.toCells()));
        }
        return map;
    }

    /**
     * Reads the columns of a manifest.
     *
     * @param preprocessing what {@link #toManifest} wrote
     * @return the encoding
     * @throws CloudException INVALID_ARGUMENT if it is none
     */
    public static RowEncoding fromManifest(Map<String, String> preprocessing) {
        List<ColumnEncoding> columns = new ArrayList<>();
        String record = preprocessing.get(KEY + 1);
        while (record != null) {
            columns.add(column(CsvLine.split(record)));
            record = preprocessing.get(KEY + (columns.size() + 1));
        }
        return new RowEncoding(columns);
    }

    private void requireNames(Set<String> given) {
        Set<String> names = columns.stream().map(ColumnEncoding::name).collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>(names);
        missing.removeAll(given);
        Set<String> unknown = new TreeSet<>(given);
        unknown.removeAll(names);
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "The row does not have the model's columns:"
                            + (missing.isEmpty() ? "" : " missing are " + Shown.of(missing) + ";")
                            + (unknown.isEmpty() ? "" : " not known are " + Shown.of(unknown) + ";")
                            + " it takes "
                            + columns.stream().map(ColumnEncoding::expected).collect(Collectors.joining(", ")));
        }
    }

    private static ColumnEncoding column(List<String> cells) {
        if (cells.size() == 4 && cells.get(0).equals(NumericColumn.KIND)) {
            return new NumericColumn(cells.get(1), number(cells.get(2)), number(cells.get(3)));
        }
        if (cells.size() > 2 && cells.get(0).equals(CategoricalColumn.KIND)) {
            return new CategoricalColumn(cells.get(1), cells.subList(2, cells.size()));
        }
        throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "'" + Shown.of(cells) + "' describes no column");
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "'" + Shown.of(text) + "' is no number", e);
        }
    }
}
