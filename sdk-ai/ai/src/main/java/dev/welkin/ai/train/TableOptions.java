package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a table is read.
 *
 * @param label the column of the classes
 * @param columns the columns to learn from
 */
record TableOptions(
        String label,
        List<TableColumn> columns,
        char separator,
        boolean header,
        Unreadable unreadable,
        long memoryBytes) {
    TableOptions {
        columns = List.copyOf(columns);
        check(!label.isEmpty(), "no label column; name the column of the classes with label(..)");
        check(!columns.isEmpty(), "no column to learn from; name some with numeric(..) and categorical(..)");
        Set<String> names = new HashSet<>(List.of(label));
        columns.forEach(
                column -> check(names.add(column.name()), "the column '" + Shown.of(column.name()) + "' twice"));
        check(separator != '"' && separator != '\n' && separator != '\r', "a quote or line end as separator");
        check(memoryBytes >= 0, "memory of " + memoryBytes + " bytes; 0 or more can be");
    }

    /** The columns to learn from, then that of the classes. */
    List<String> names() {
        List<String> names =
                new ArrayList<>(columns.stream().map(TableColumn::name).toList());
        names.add(label);
        return names;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "A table can't be read with " + what);
        }
    }
}
