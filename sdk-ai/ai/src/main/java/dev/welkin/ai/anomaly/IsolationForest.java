package dev.welkin.ai.anomaly;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.internal.saved.Envelope;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.ModelFormat;
import dev.welkin.ai.models.PublishedModel;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.ai.predict.BatchFunction;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Finds rows of numbers that are unlike the others: what few random cuts part from the rest is odd (Liu, Ting and Zhou,
 * "Isolation Forest", ICDM 2008). Needs no labels and no scaling of the columns. For series in time use
 * {@link AnomalyDetector}. Immutable and safe for use by several threads.
 */
public final class IsolationForest implements Model, BatchFunction<double[], Double> {
    /** Reads forests from a registry. */
    public static final ModelFormat<IsolationForest> FORMAT = new Format();

    /** The most columns of a row. */
    public static final int MAX_COLUMNS = 100_000;

    private static final String FORMAT_NAME = "welkin-forest-1";
    private static final String FILE = "forest.bin";
    private static final Envelope ENVELOPE = new Envelope(0x574C4B46, "isolation forest"); // WLKF

    private final ForestOptions options;
    private final int columns;
    private final int rowsPerTree;
    private final List<IsolationTree> trees;

    private IsolationForest(ForestOptions options, int columns, int rowsPerTree, List<IsolationTree> trees) {
        this.options = options;
        this.columns = columns;
        this.rowsPerTree = rowsPerTree;
        this.trees = trees;
    }

    /**
     * Trains with {@link ForestOptions#DEFAULT}.
     *
     * @param rows at least 2, all of one length; most of them ordinary
     * @return the forest
     * @throws CloudException INVALID_ARGUMENT if there are too few, they differ in length, or one holds a NaN or an
     *     infinity
     */
    public static IsolationForest train(List<double[]> rows) {
        return train(rows, ForestOptions.DEFAULT);
    }

    /**
     * Trains.
     *
     * @param rows at least 2, all of one length; most of them ordinary
     * @param options how
     * @return the forest
     * @throws CloudException INVALID_ARGUMENT if there are too few, they differ in length, or one holds a NaN or an
     *     infinity
     */
    public static IsolationForest train(List<double[]> rows, ForestOptions options) {
        if (rows.size() < 2 || rows.get(0).length == 0 || rows.get(0).length > MAX_COLUMNS) {
            throw refused(rows.size() + " rows of "
                    + (rows.isEmpty() ? 0 : rows.get(0).length)
                    + " columns were given to an isolation forest; give at least 2 rows of 1 to " + MAX_COLUMNS);
        }
        int columns = rows.get(0).length;
        for (int i = 0; i < rows.size(); i++) {
            check(rows.get(i), columns, "row " + i);
        }
        Random random = new Random(options.seed());
        int sample = Math.min(options.rowsPerTree(), rows.size());
        List<IsolationTree> trees = new ArrayList<>();
        for (int i = 0; i < options.trees(); i++) {
            trees.add(IsolationTree.grow(sample(rows, sample, random), random));
        }
        return new IsolationForest(options, columns, sample, List.copyOf(trees));
    }

    /**
     * Says how odd a row is: equation 2 of the paper.
     *
     * @param row as many numbers as the rows trained on
     * @return above 0, below 1: near 1 for what is alone, about 0.5 or less for what has company. With rows that are
     *     all equal everything scores 0.5
     * @throws CloudException INVALID_ARGUMENT if the row has another length, or holds a NaN or an infinity
     */
    public double score(double[] row) {
        check(row, columns, "the row");
        double sum = 0;
        for (IsolationTree tree : trees) {
            sum += tree.pathLength(row);
        }
        return StrictMath.pow(2, -sum / trees.size() / IsolationTree.usualPath(rowsPerTree));
    }

    @Override
    public List<Double> predict(List<double[]> rows) {
        return rows.stream().map(this::score).toList();
    }

    /** A row is scored faster than a thread is changed. */
    @Override
    public boolean profitsFromBatches() {
        return false;
    }

    /**
     * Returns the length of a row.
     *
     * @return how many numbers it has
     */
    public int columns() {
        return columns;
    }

    /**
     * Returns how it was grown.
     *
     * @return the options
     */
    public ForestOptions options() {
        return options;
    }

    /**
     * Writes the forest.
     *
     * @return bytes for {@link #load}
     */
    public byte[] save() {
        return ENVELOPE.write(out -> {
            out.writeLong(options.seed());
            out.writeInt(options.trees());
            out.writeInt(options.rowsPerTree());
            out.writeInt(columns);
            out.writeInt(rowsPerTree);
            for (IsolationTree tree : trees) {
                tree.write(out);
            }
        });
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param bytes the saved forest
     * @return the forest
     * @throws CloudException CORRUPTED if the bytes are cut, altered, or no forest of a known version
     */
    public static IsolationForest load(byte[] bytes) {
        return ENVELOPE.read(bytes, IsolationForest::read);
    }

    private static IsolationForest read(DataInputStream in) throws IOException {
        ForestOptions options = new ForestOptions(in.readLong(), in.readInt(), in.readInt());
        int columns = in.readInt();
        int rowsPerTree = in.readInt();
        Envelope.check(columns >= 1 && columns <= MAX_COLUMNS, "it claims " + columns + " columns");
        Envelope.check(
                rowsPerTree >= 2 && rowsPerTree <= options.rowsPerTree(), "it claims " + rowsPerTree + " rows a tree");
        List<IsolationTree> trees = new ArrayList<>();
        for (int i = 0; i < options.trees(); i++) {
            trees.add(IsolationTree.read(in, columns));
        }
        return new IsolationForest(options, columns, rowsPerTree, List.copyOf(trees));
    }

    @Override
    public ModelDescription description() {
        return ModelDescription.of("anomaly-detection", FORMAT_NAME)
                .withBackend("java")
                .withTensors(
                        List.of(TensorInfo.of("row", "FP64", -1, columns)),
                        List.of(TensorInfo.of("score", "FP64", -1)));
    }

    @Override
    public Map<String, byte[]> files() {
        return Map.of(FILE, save());
    }

    @Override
    public String toString() {
        return "IsolationForest of " + trees.size() + " trees over " + columns + " columns";
    }

    /** Draws without replacement: the first steps of Fisher and Yates' shuffle. */
    private static double[][] sample(List<double[]> rows, int size, Random random) {
        int[] numbers = new int[rows.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        double[][] drawn = new double[size][];
        for (int i = 0; i < size; i++) {
            int j = i + random.nextInt(numbers.length - i);
            drawn[i] = rows.get(numbers[j]);
            numbers[j] = numbers[i];
        }
        return drawn;
    }

    private static void check(double[] row, int columns, String which) {
        if (row.length != columns) {
            throw refused(which + " has " + row.length + " numbers; the forest's rows have " + columns);
        }
        for (int column = 0; column < columns; column++) {
            if (!Double.isFinite(row[column])) {
                throw refused(which + " holds " + row[column] + " in column " + column
                        + "; leave the row out, or put a number there");
            }
        }
    }

    private static CloudException refused(String why) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, why);
    }

    private static final class Format implements ModelFormat<IsolationForest> {
        @Override
        public String name() {
            return FORMAT_NAME;
        }

        @Override
        public IsolationForest read(PublishedModel published) {
            return load(published.bytes(FILE));
        }
    }
}
