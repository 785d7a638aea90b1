package dev.welkin.ai.anomaly;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/**
 * How an {@link IsolationForest} is grown. The defaults are those of its inventors.
 *
 * @param seed chooses rows and cuts; the same seed and rows give the same forest everywhere
 * @param trees how many trees, 1 to 10,000
 * @param rowsPerTree how many rows each tree sees, 2 to 1,000,000; fewer if there are fewer. Few rows show what is
 *     alone better than many
 */
public record ForestOptions(long seed, int trees, int rowsPerTree) {
    /** Seed 7, 100 trees, 256 rows each. */
    public static final ForestOptions DEFAULT = new ForestOptions(7, 100, 256);

    /** Checks the ranges. */
    public ForestOptions {
        check(trees >= 1 && trees <= 10_000, trees + " trees: 1 to 10,000");
        check(rowsPerTree >= 2 && rowsPerTree <= 1_000_000, rowsPerTree + " rows a tree: 2 to 1,000,000");
    }

    /**
     * Returns a copy with another seed.
     *
     * @param value chooses rows and cuts
     * @return the copy
     */
    public ForestOptions withSeed(long value) {
        return new ForestOptions(value, trees, rowsPerTree);
    }

    /**
     * Returns a copy with another number of trees.
     *
     * @param value how many
     * @return the copy
     */
    public ForestOptions withTrees(int value) {
        return new ForestOptions(seed, value, rowsPerTree);
    }

    /**
     * Returns a copy with another sample.
     *
     * @param value how many rows each tree sees
     * @return the copy
     */
    public ForestOptions withRowsPerTree(int value) {
        return new ForestOptions(seed, trees, value);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "A forest can't be grown with " + what);
        }
    }
}
