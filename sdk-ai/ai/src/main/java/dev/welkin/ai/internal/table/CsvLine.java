package dev.welkin.ai.internal.table;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;

/** One record of comma-separated values, as RFC 4180 has it, without its line end. */
public final class CsvLine {
    private CsvLine() {}

    /**
     * Writes a record.
     *
     * @param cells one or more
     * @return the text that {@link #split} reads
     */
    public static String join(List<String> cells) {
        return cells.stream().map(CsvLine::quoted).collect(Collectors.joining(","));
    }

    /**
     * Reads a record.
     *
     * @param text what {@link #join} wrote
     * @return its cells
     * @throws CloudException INVALID_ARGUMENT (reason {@code csv}) if it is none, or more than one
     */
    public static List<String> split(String text) {
        CsvReader reader = new CsvReader(new StringReader(text), ',');
        List<String> cells = reader.next();
        if (cells == null || reader.next() != null) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT, "One record was expected, and there is another number")
                    .reason("csv")
                    .build();
        }
        return cells;
    }

    /** An empty cell is quoted, or a record of nothing else would be an empty line. */
    private static String quoted(String cell) {
        return cell.matches("[^\",\r\n\\x{FEFF}]+") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
