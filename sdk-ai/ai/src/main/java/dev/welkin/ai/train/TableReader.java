package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.internal.table.CsvReader;
import dev.welkin.spi.Shown;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reads a table from its first line to its last, keeping of each row only what is learned from. */
final class TableReader {
    private final TableOptions options;
    private final String source;
    private final CsvReader csv;
    private final FewTexts labels;
    private final UnusableRows unusable;
    private final List<TableRow> rows = new ArrayList<>();
    private long roomBytes;

    TableReader(TableOptions options, String source, InputStream in) {
        this.options = options;
        this.source = source;
        this.csv = new CsvReader(
                new InputStreamReader(
                        in,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                options.separator());
        this.labels = new FewTexts(options.label());
        this.unusable = new UnusableRows(source, options.unreadable());
        this.roomBytes = options.memoryBytes();
    }

    CsvTable read() {
        List<String> first = csv.next();
        if (first == null) {
            throw empty("it has no line");
        }
        List<String> header = options.header() ? first : numbered(first.size());
        int[] positions = options.names().stream()
                .mapToInt(name -> position(name, header))
                .toArray();
        List<String> record = options.header() ? csv.next() : first;
        for (int number = 1; record != null; number++) {
            take(record, number, positions, header.size());
            record = csv.next();
        }
        if (rows.isEmpty()) {
            throw empty(firstUnusable());
        }
        List<String> classes = labels.all().stream().sorted().toList();
        return new CsvTable(source, options, classes, rows, unusable.all());
    }

    private void take(List<String> record, int number, int[] positions, int width) {
        try {
            if (record.size() != width) {
                throw new UnusableRow("it has " + record.size() + " cells, and " + width + " are needed");
            }
            rows.add(row(record, number, positions));
            requireRoom();
        } catch (UnusableRow e) {
            unusable.add("row " + number + " (line " + csv.line() + ")", e.why());
        }
    }

    private TableRow row(List<String> record, int number, int[] positions) throws UnusableRow {
        List<TableColumn> columns = options.columns();
        double[] cells = new double[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            TableColumn column = columns.get(i);
            cells[i] = column.parse(present(column.name(), record.get(positions[i])));
        }
        String label = present(options.label(), record.get(positions[cells.length]));
        return new TableRow(number, csv.line(), labels.text(labels.number(label)), cells);
    }

    private static String present(String column, String cell) throws UnusableRow {
        if (cell.isBlank()) {
            throw new UnusableRow("'" + Shown.of(column) + "' is missing");
        }
        return cell;
    }

    private void requireRoom() {
        roomBytes -= TableRow.bytes(options.columns().size());
        if (roomBytes < 0) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "The rows of " + source + " take more than the " + options.memoryBytes()
                                    + " bytes allowed; " + rows.size() + " were read. Learn from fewer rows or columns,"
                                    + " or allow more with memory(..).")
                    .reason("too_large")
                    .build();
        }
    }

    private int position(String name, List<String> header) {
        int position = header.indexOf(name);
        if (position < 0 || position != header.lastIndexOf(name)) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "In " + source + ", the column '" + Shown.of(name) + "' is "
                                    + (position < 0 ? "not there" : "there twice") + ". Its columns are "
                                    + Shown.of(header)
                                    + (options.header() ? "; noHeader() numbers them from 1." : "."))
                    .reason("unknown_column")
                    .build();
        }
        return position;
    }

    private static List<String> numbered(int columns) {
        return IntStream.rangeClosed(1, columns).mapToObj(String::valueOf).toList();
    }

    private String firstUnusable() {
        return unusable.all().stream()
                .findFirst()
                .map(skipped -> "the first, " + skipped.name() + ": " + skipped.why())
                .orElse("there is none below the header");
    }

    private CloudException empty(String why) {
        return CloudException.builder(ErrorCode.INVALID_ARGUMENT, source + " has no row to learn from: " + why)
                .reason("empty_dataset")
                .build();
    }
}
