package dev.welkin.compute.spi;

/**
 * One attempt of one job, unique among all jobs of a records bucket.
 *
 * @param job the job's id: letters, digits, {@code -} and {@code _}
 * @param attempt 1 for the first
 */
public record TaskId(String job, int attempt) {
    @Override
    public String toString() {
        return job + "/" + attempt;
    }
}
