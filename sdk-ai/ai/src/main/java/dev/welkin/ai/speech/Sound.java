package dev.welkin.ai.speech;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;
import java.util.Arrays;

/** Sound of one channel. Immutable. */
public final class Sound {
    private final int samplesPerSecond;
    private final float[] samples;

    private Sound(int samplesPerSecond, float[] samples) {
        this.samplesPerSecond = samplesPerSecond;
        this.samples = samples;
        if (samplesPerSecond < 1) {
            throw unreadable("it has " + samplesPerSecond + " samples per second");
        }
        for (float sample : samples) {
            if (!Float.isFinite(sample)) {
                throw unreadable("one of its samples is " + sample);
            }
        }
    }

    /**
     * Makes sound from samples.
     *
     * @param samplesPerSecond for example 16,000
     * @param samples values from -1 to 1; copied
     * @return the sound
     * @throws CloudException INVALID_ARGUMENT if the rate is not positive or a sample is no number
     */
    public static Sound of(int samplesPerSecond, float[] samples) {
        return new Sound(samplesPerSecond, samples.clone());
    }

    /**
     * Reads a WAV file of 16 bits a sample.
     *
     * @param bytes the file
     * @return its sound; several channels are mixed into one
     * @throws CloudException INVALID_ARGUMENT if it is no such file
     */
    public static Sound wav(byte[] bytes) {
        return WavFile.read(bytes);
    }

    /**
     * Returns how many samples make a second.
     *
     * @return for example 16,000
     */
    public int samplesPerSecond() {
        return samplesPerSecond;
    }

    /**
     * Returns how long it is.
     *
     * @return zero or more
     */
    public Duration length() {
        return at(samples.length);
    }

    /** When a sample sounds. */
    Duration at(long sample) {
        return Duration.ofNanos(sample * 1_000_000_000L / samplesPerSecond);
    }

    int sampleCount() {
        return samples.length;
    }

    /** Copies samples; beyond the end there is silence. */
    void copy(int from, float[] target, int at, int count) {
        int there = Math.max(0, Math.min(count, samples.length - from));
        System.arraycopy(samples, Math.min(from, samples.length), target, at, there);
        Arrays.fill(target, at + there, at + count, 0);
    }

    static CloudException unreadable(String why) {
        return CloudException.of(
                ErrorCode.INVALID_ARGUMENT, "This sound can't be used: " + why + ". Convert it to WAV of 16 bits.");
    }
}
