package dev.welkin.ai.train;

import dev.welkin.ai.internal.table.ColumnEncoding;
import java.util.List;

/** A column that is learned from: how its cells are read, and what is learned of them. */
sealed interface TableColumn permits NumericCells, CategoricalCells {
    String name();

    /** Reads a cell that is not blank. */
    double parse(String cell) throws UnusableRow;

    /** Learns how the column becomes numbers. */
    ColumnEncoding learn(List<TableRow> rows, int column);

    /** Puts cells as what was learned from this column, or from its like in another table, has them. */
    CellEncoder encoder(ColumnEncoding learned);

    /** What a cell says, as text. */
    String text(double cell);

    /** Puts a cell into a row of zeros. */
    @FunctionalInterface
    interface CellEncoder {
        void put(double cell, float[] row, int at) throws UnusableRow;
    }
}
