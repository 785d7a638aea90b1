package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ai.internal.table.ColumnEncoding;
import dev.welkin.ai.internal.table.NumericColumn;
import dev.welkin.spi.Shown;
import java.util.List;

/** A column of numbers. */
record NumericCells(String name) implements TableColumn {
    /** Digits, signs, a point and an exponent; Java's parser knows words, hexadecimals and suffixes too. */
    private static final String CHARACTERS = "0123456789+-.eE";

    @Override
    public double parse(String cell) throws UnusableRow {
        String text = cell.strip();
        double value = text.chars().allMatch(c -> CHARACTERS.indexOf(c) >= 0) ? number(text) : Double.NaN;
        if (!(Math.abs(value) <= Float.MAX_VALUE)) {
            throw new UnusableRow("'" + Shown.of(name) + "' is '" + Shown.of(cell) + "', no finite decimal number"
                    + " within the range of single precision");
        }
        return value;
    }

    @Override
    public ColumnEncoding learn(List<TableRow> rows, int column) {
        return NumericColumn.learn(name, rows.stream().mapToDouble(row -> row.cell(column)));
    }

    @Override
    public CellEncoder encoder(ColumnEncoding learned) {
        NumericColumn scale = (NumericColumn) learned;
        return (cell, row, at) -> {
            try {
                row[at] = scale.scaled(cell);
            } catch (CloudException e) {
                throw new UnusableRow(String.valueOf(e.getMessage()));
            }
        };
    }

    @Override
    public String text(double cell) {
        return String.valueOf(cell);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
