package dev.welkin.ai.anomaly;

import java.time.Instant;

/**
 * A span that people have labelled as anomalous.
 *
 * @param from its first moment
 * @param to its last moment, itself included
 */
public record LabelledWindow(Instant from, Instant to) {
    /**
     * Tells whether a moment lies in the window.
     *
     * @param time the moment
     * @return true from {@link #from} to {@link #to}, both included
     */
    public boolean contains(Instant time) {
        return !time.isBefore(from) && !time.isAfter(to);
    }
}
