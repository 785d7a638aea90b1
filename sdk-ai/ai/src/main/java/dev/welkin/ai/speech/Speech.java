package dev.welkin.ai.speech;

import java.time.Duration;

/**
 * A stretch of sound in which somebody speaks.
 *
 * @param from when it begins
 * @param to when it ends
 */
public record Speech(Duration from, Duration to) {}
