package dev.welkin.ai.speech;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;

/**
 * What counts as speech.
 *
 * @param threshold how likely speech must be to begin, above 0.15 and below 1; it ends at 0.15 less
 * @param minSpeech shorter stretches are dropped
 * @param minSilence shorter pauses don't end a stretch
 * @param padding is added at both ends of a stretch
 */
public record VoiceOptions(double threshold, Duration minSpeech, Duration minSilence, Duration padding) {
    /** Threshold 0.5, speech from 250 ms, silence from 100 ms, 30 ms more at both ends: the defaults of Silero VAD. */
    public static final VoiceOptions DEFAULT =
            new VoiceOptions(0.5, Duration.ofMillis(250), Duration.ofMillis(100), Duration.ofMillis(30));

    /** How much less likely speech must be to end than to begin. */
    static final double HYSTERESIS = 0.15;

    /** Checks the numbers. */
    public VoiceOptions {
        if (!(threshold > HYSTERESIS && threshold < 1)
                || minSpeech.isNegative()
                || minSilence.isNegative()
                || padding.isNegative()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A threshold of " + threshold + ", speech from " + minSpeech + ", silence from " + minSilence
                            + " and padding of " + padding + " can't be asked for: the threshold lies between "
                            + HYSTERESIS + " and 1, no time is negative");
        }
    }
}
