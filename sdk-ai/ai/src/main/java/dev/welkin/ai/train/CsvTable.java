package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.internal.table.ColumnEncoding;
import dev.welkin.ai.internal.table.RowEncoding;
import dev.welkin.spi.Shown;
import dev.welkin.storage.Bucket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Rows of a file of comma-separated values (RFC 4180, UTF-8), each of one class. The file is read once, as a stream; of
 * each row only the columns to learn from stay in memory, eight bytes a cell. A row with another number of cells, a
 * blank cell or no finite number where one belongs is skipped and reported, or ends the reading with an error that
 * names row and column. Numbers are written with a point and without words: {@code NaN} is none. Immutable; safe for
 * use by several threads.
 */
public final class CsvTable implements Dataset {
    /** How much memory the rows may take unless told otherwise: 512 MiB. */
    public static final long DEFAULT_MEMORY_BYTES = 512L << 20;

    /** The most different texts of a categorical column, and the most classes: 1,000. */
    public static final int MAX_CATEGORIES = 1000;

    private final String source;
    private final TableOptions options;
    private final List<String> labels;
    private final List<TableRow> rows;
    private final List<Skipped> skipped;

    CsvTable(String source, TableOptions options, List<String> labels, List<TableRow> rows, List<Skipped> skipped) {
        this.source = source;
        this.options = options;
        this.labels = labels;
        this.rows = rows;
        this.skipped = List.copyOf(skipped);
    }

    /**
     * Names an object to read.
     *
     * @param bucket where it lies
     * @param key its key
     * @return says which columns to read
     */
    public static Builder from(Bucket bucket, String key) {
        return new Builder("'" + Shown.of(key) + "'", () -> bucket.get(key).stream());
    }

    /**
     * Names a file of this machine to read.
     *
     * @param file where it lies
     * @return says which columns to read
     */
    public static Builder from(Path file) {
        return new Builder("'" + Shown.of(file) + "'", () -> opened(file));
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public int size() {
        return rows.size();
    }

    /**
     * Returns the columns that are learned from.
     *
     * @return their names, as they were given
     */
    public List<String> columns() {
        return options.columns().stream().map(TableColumn::name).toList();
    }

    /**
     * Returns the rows that could not be read.
     *
     * @return where each is and what is wrong with it; of more than 1,000 the first, and how many more there are
     */
    public List<Skipped> skipped() {
        return skipped;
    }

    /**
     * Parts the rows at random, each class by itself, so that both parts have the same mixture.
     *
     * @param trainShare the share to learn from, above 0 and below 1; of each class one row at least, and one is left
     *     for validation where there are two
     * @param seed the same seed parts the same rows in the same way
     * @return both parts
     * @throws CloudException INVALID_ARGUMENT if the share is no share, nothing is left for validation, or all rows are
     *     of one class (reason {@code one_class})
     */
    public Split<CsvTable> split(double trainShare, long seed) {
        Stratified<TableRow> parts = Stratified.of(rows, TableRow::label, trainShare, seed);
        return Split.of(part(parts.train()), part(parts.validation()));
    }

    @Override
    public String toString() {
        return rows.size() + " rows of " + labels.size() + " classes in " + source;
    }

    String source() {
        return source;
    }

    TableOptions options() {
        return options;
    }

    List<TableRow> rows() {
        return rows;
    }

    /** Learns from these rows alone how each column becomes numbers. */
    RowEncoding learnEncoding() {
        List<ColumnEncoding> learned = new ArrayList<>();
        for (int i = 0; i < options.columns().size(); i++) {
            learned.add(options.columns().get(i).learn(rows, i));
        }
        return new RowEncoding(learned);
    }

    void requireColumnsOf(CsvTable other) {
        if (!kinds().equals(other.kinds())) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "Training has the columns " + Shown.of(kinds()) + " and validation has "
                                    + Shown.of(other.kinds()) + ". Read both alike.")
                    .reason("columns_differ")
                    .build();
        }
    }

    private List<String> kinds() {
        return options.columns().stream()
                .map(column -> column.name() + (column instanceof NumericCells ? " (a number)" : " (a category)"))
                .toList();
    }

    /** Keeps all labels: a part without a class still belongs to the whole. */
    private CsvTable part(List<TableRow> some) {
        List<TableRow> sorted =
                some.stream().sorted(Comparator.comparingInt(TableRow::number)).toList();
        return new CsvTable(source, options, labels, sorted, skipped);
    }

    private static InputStream opened(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw CloudException.of(
                    ErrorCode.NOT_FOUND, "There is no file " + Shown.of(file) + " to read rows from", e);
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.UNAVAILABLE, "Opening " + Shown.of(file) + " failed: " + e, e);
        }
    }

    /** Says how a file is read. Not safe for use by several threads. */
    public static final class Builder {
        private final String source;
        private final Supplier<InputStream> open;
        private final List<Supplier<TableColumn>> columns = new ArrayList<>();
        private String label = "";
        private char separator = ',';
        private boolean header = true;
        private Unreadable unreadable = Unreadable.SKIP;
        private long memoryBytes = DEFAULT_MEMORY_BYTES;

        private Builder(String source, Supplier<InputStream> open) {
            this.source = source;
            this.open = open;
        }

        /**
         * Names the column of the classes.
         *
         * @param column its name in the first line, or, {@linkplain #noHeader without one}, its number from 1
         * @return this builder
         */
        public Builder label(String column) {
            label = column;
            return this;
        }

        /**
         * Adds columns of numbers. A network gets them with mean 0 and deviation 1, as they are in the rows it learns
         * from.
         *
         * @param names their names or numbers
         * @return this builder
         */
        public Builder numeric(String... names) {
            for (String name : names) {
                columns.add(() -> new NumericCells(name));
            }
            return this;
        }

        /**
         * Adds columns of a few texts, at most {@link #MAX_CATEGORIES} each. A network gets a 1 in the place of the
         * text, among those of the rows it learns from, sorted; a row with any other is not validated with, and not
         * served.
         *
         * @param names their names or numbers
         * @return this builder
         */
        public Builder categorical(String... names) {
            for (String name : names) {
                columns.add(() -> new CategoricalCells(name));
            }
            return this;
        }

        /**
         * Says that the first line is a row too; columns are then called {@code 1}, {@code 2} and so on.
         *
         * @return this builder
         */
        public Builder noHeader() {
            header = false;
            return this;
        }

        /**
         * Sets what parts cells.
         *
         * @param value no quote and no line end; default is the comma
         * @return this builder
         */
        public Builder separator(char value) {
            separator = value;
            return this;
        }

        /**
         * Sets what becomes of rows that can't be learned from.
         *
         * @param policy default is {@link Unreadable#SKIP}
         * @return this builder
         */
        public Builder onUnreadable(Unreadable policy) {
            unreadable = policy;
            return this;
        }

        /**
         * Sets how much memory the rows may take.
         *
         * @param bytes 0 or more; default is {@link #DEFAULT_MEMORY_BYTES}
         * @return this builder
         */
        public Builder memory(long bytes) {
            memoryBytes = bytes;
            return this;
        }

        /**
         * Reads the file.
         *
         * @return its rows; one or more
         * @throws CloudException NOT_FOUND if there is no such file; INVALID_ARGUMENT if an option can't be, or with
         *     reason {@code csv} if the file is no comma-separated values, {@code unknown_column}, {@code bad_row},
         *     {@code too_many_categories}, {@code too_large} or {@code empty_dataset}; what reading throws
         */
        public CsvTable read() {
            TableOptions options = new TableOptions(
                    label, columns.stream().map(Supplier::get).toList(), separator, header, unreadable, memoryBytes);
            try (InputStream in = open.get()) {
                return new TableReader(options, source, in).read();
            } catch (IOException e) {
                throw CloudException.of(ErrorCode.UNAVAILABLE, "Reading " + source + " failed: " + e, e);
            }
        }
    }
}
