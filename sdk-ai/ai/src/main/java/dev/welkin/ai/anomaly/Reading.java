package dev.welkin.ai.anomaly;

import java.time.Instant;

/**
 * One value of a series.
 *
 * @param time when it was read
 * @param value what was read; may be NaN or infinite, which scores 0
 */
public record Reading(Instant time, double value) {}
