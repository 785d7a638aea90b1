package dev.welkin.ai.train;

import java.nio.file.Path;

/** Reads a table and says how many rows it has. */
final class LongTableProgram {
    private LongTableProgram() {}

    public static void main(String[] args) {
        CsvTable table =
                CsvTable.from(Path.of(args[0])).label("class").numeric("n").read();
        System.out.println("rows " + table.size());
    }
}
