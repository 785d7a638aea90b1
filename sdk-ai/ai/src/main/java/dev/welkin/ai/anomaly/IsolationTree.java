package dev.welkin.ai.anomaly;

import dev.welkin.ai.internal.saved.Envelope;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/**
 * A tree of random cuts, in preorder: a node's left child follows it, {@code rights} says where its right child is. A
 * leaf has the column {@value #LEAF} and in {@code rights} the number of rows that ended there.
 */
final class IsolationTree {
    private static final int LEAF = -1;
    private static final double EULER = 0.5772156649015329;

    private final int[] columns;
    private final double[] cuts;
    private final int[] rights;

    private IsolationTree(int[] columns, double[] cuts, int[] rights) {
        this.columns = columns;
        this.cuts = cuts;
        this.rights = rights;
    }

    static IsolationTree grow(double[][] rows, Random random) {
        Growth growth = new Growth(rows, random);
        growth.grow(0, rows.length, maxDepth(rows.length));
        return growth.done();
    }

    /** Deeper than that only what is ordinary would be told apart. */
    static int maxDepth(int rows) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1);
    }

    /** The number of cuts that part a row from the others; for rows that were not parted, what it would be. */
    double pathLength(double[] row) {
        int node = 0;
        int depth = 0;
        while (columns[node] != LEAF) {
            node = row[columns[node]] < cuts[node] ? node + 1 : rights[node];
            depth++;
        }
        return depth + usualPath(rights[node]);
    }

    /** The mean path in a binary search tree of n rows: equation 1 of Liu, Ting and Zhou. */
    static double usualPath(int n) {
        if (n <= 2) {
            return n - 1;
        }
        return 2 * (StrictMath.log(n - 1) + EULER) - 2.0 * (n - 1) / n;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(columns.length);
        for (int node = 0; node < columns.length; node++) {
            out.writeInt(columns[node]);
            out.writeDouble(cuts[node]);
            out.writeInt(rights[node]);
        }
    }

    static IsolationTree read(DataInputStream in, int width) throws IOException {
        int nodes = Envelope.count(in, Integer.MAX_VALUE, Double.BYTES + 2 * Integer.BYTES, "nodes");
        Envelope.check(nodes > 0, "a tree has no node");
        IsolationTree tree = new IsolationTree(new int[nodes], new double[nodes], new int[nodes]);
        for (int node = 0; node < nodes; node++) {
            tree.columns[node] = in.readInt();
            tree.cuts[node] = Envelope.finite(in);
            tree.rights[node] = in.readInt();
            tree.check(node, width);
        }
        return tree;
    }

    /** Children come after their parent, so that every way down ends. */
    private void check(int node, int width) throws IOException {
        int column = columns[node];
        int right = rights[node];
        boolean leaf = column == LEAF && right > 0;
        boolean cut = column >= 0 && column < width && right > node + 1 && right < columns.length;
        Envelope.check(leaf || cut, "a tree has an impossible node");
    }

    /** Grows a tree over rows that it reorders. */
    private static final class Growth {
        private final double[][] rows;
        private final Random random;
        private final int[] columns;
        private final double[] cuts;
        private final int[] rights;
        private int nodes;

        Growth(double[][] rows, Random random) {
            this.rows = rows;
            this.random = random;
            int most = 2 * rows.length - 1;
            this.columns = new int[most];
            this.cuts = new double[most];
            this.rights = new int[most];
        }

        void grow(int from, int to, int depthLeft) {
            int node = nodes++;
            int column = to - from < 2 || depthLeft == 0 ? LEAF : columnThatDiffers(from, to);
            columns[node] = column;
            if (column == LEAF) {
                rights[node] = to - from;
                return;
            }
            cuts[node] = cut(column, from, to);
            int middle = part(column, cuts[node], from, to);
            grow(from, middle, depthLeft - 1);
            rights[node] = nodes;
            grow(middle, to, depthLeft - 1);
        }

        IsolationTree done() {
            return new IsolationTree(
                    Arrays.copyOf(columns, nodes), Arrays.copyOf(cuts, nodes), Arrays.copyOf(rights, nodes));
        }

        /** A column in which the rows are not all the same; every such column is equally likely. */
        private int columnThatDiffers(int from, int to) {
            int chosen = LEAF;
            int candidates = 0;
            for (int column = 0; column < rows[from].length; column++) {
                if (differs(column, from, to) && random.nextInt(++candidates) == 0) {
                    chosen = column;
                }
            }
            return chosen;
        }

        private boolean differs(int column, int from, int to) {
            for (int i = from + 1; i < to; i++) {
                if (rows[i][column] != rows[from][column]) {
                    return true;
                }
            }
            return false;
        }

        /** Above the lowest value and at most the highest, so that both sides get a row. */
        private double cut(int column, int from, int to) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                low = Math.min(low, rows[i][column]);
                high = Math.max(high, rows[i][column]);
            }
            double share = random.nextDouble();
            double cut = low * (1 - share) + high * share; // their difference may be more than a double holds
            return cut > low && cut <= high ? cut : high;
        }

        private int part(int column, double cut, int from, int to) {
            int middle = from;
            for (int i = from; i < to; i++) {
                if (rows[i][column] < cut) {
                    double[] row = rows[i];
                    rows[i] = rows[middle];
                    rows[middle++] = row;
                }
            }
            return middle;
        }
    }
}
