package dev.welkin.ai.train;

/** A row of a table, in little room: a number for each column, itself or which of the column's texts it is. */
final class TableRow {
    private static final int OBJECT_BYTES = 80; // this and an array's head, about

    private final int number;
    private final long line;
    private final String label;
    private final double[] cells;

    TableRow(int number, long line, String label, double[] cells) {
        this.number = number;
        this.line = line;
        this.label = label;
        this.cells = cells;
    }

    /** About what a row of so many columns takes. */
    static long bytes(int columns) {
        return OBJECT_BYTES + (long) Double.BYTES * columns;
    }

    /** 1 for the first below the header. */
    int number() {
        return number;
    }

    String label() {
        return label;
    }

    double cell(int column) {
        return cells[column];
    }

    /** Where the row is in its file. */
    @Override
    public String toString() {
        return "row " + number + " (line " + line + ")";
    }
}
