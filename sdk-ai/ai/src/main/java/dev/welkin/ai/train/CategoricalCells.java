package dev.welkin.ai.train;

import dev.welkin.ai.internal.table.CategoricalColumn;
import dev.welkin.ai.internal.table.ColumnEncoding;
import dev.welkin.spi.Shown;
import java.util.Collections;
import java.util.List;

/** A column of a few texts, numbered as they are met. */
record CategoricalCells(String name, FewTexts texts) implements TableColumn {
    CategoricalCells(String name) {
        this(name, new FewTexts(name));
    }

    @Override
    public double parse(String cell) throws UnusableRow {
        return texts.number(cell);
    }

    @Override
    public ColumnEncoding learn(List<TableRow> rows, int column) {
        List<String> values = rows.stream()
                .map(row -> (int) row.cell(column))
                .distinct()
                .map(texts::text)
                .sorted()
                .toList();
        return new CategoricalColumn(name, values);
    }

    @Override
    public CellEncoder encoder(ColumnEncoding learned) {
        List<String> values = ((CategoricalColumn) learned).values();
        int[] places = texts.all().stream()
                .mapToInt(text -> Collections.binarySearch(values, text))
                .toArray();
        return (cell, row, at) -> {
            int place = places[(int) cell];
            if (place < 0) {
                throw new UnusableRow(
                        "'" + Shown.of(name) + "' is '" + Shown.of(text(cell)) + "', which no row to learn from has");
            }
            row[at + place] = 1;
        };
    }

    @Override
    public String text(double cell) {
        return texts.text((int) cell);
    }
}
