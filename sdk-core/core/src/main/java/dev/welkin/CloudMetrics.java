package dev.welkin;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The calls of a Cloud since it was opened, as they stood at one moment. Keys hold no resource names; beyond
 * {@link #MAX_SERIES} series, further calls count under {@link Key#OTHER}. Immutable.
 *
 * @param series the counts of each service, backend and operation
 */
public record CloudMetrics(Map<Key, Series> series) {
    /** How many series are kept apart. */
    public static final int MAX_SERIES = 1_000;

    /** Copies the map. */
    public CloudMetrics {
        series = Map.copyOf(series);
    }

    /**
     * Returns the counts of one operation.
     *
     * @param service for example {@code storage}
     * @param backend for example {@code s3}
     * @param operation for example {@code put}
     * @return the counts, or empty if it was not called yet
     */
    public Optional<Series> of(String service, String backend, String operation) {
        return Optional.ofNullable(series.get(new Key(service, backend, operation)));
    }

    /**
     * Returns one line per series.
     *
     * @return readable text
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(series)
                .forEach((key, s) -> text.append(key).append(": ").append(s).append('\n'));
        return text.toString();
    }

    /**
     * What is counted together.
     *
     * @param service for example {@code storage}
     * @param backend the scheme, for example {@code s3}
     * @param operation for example {@code put}
     */
    public record Key(String service, String backend, String operation) implements Comparable<Key> {
        /** Where calls count that would open a further series when there are too many. */
        public static final Key OTHER = new Key("other", "other", "other");

        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return service + "." + backend + "." + operation;
        }
    }

    /**
     * The counts of one operation. Durations are of whole calls, retries included, and at most 1/16 above the true
     * value.
     *
     * @param count how many calls ended
     * @param errors how many of them failed, by code
     * @param retries how many attempts were made again
     * @param p50 half of the calls took no longer
     * @param p95 19 of 20 calls took no longer
     * @param p99 99 of 100 calls took no longer
     */
    public record Series(
            long count, Map<ErrorCode, Long> errors, long retries, Duration p50, Duration p95, Duration p99) {
        /** Copies the map. */
        public Series {
            errors = Map.copyOf(errors);
        }

        /**
         * Returns how many calls failed.
         *
         * @return the sum over all codes
         */
        public long failures() {
            return errors.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
