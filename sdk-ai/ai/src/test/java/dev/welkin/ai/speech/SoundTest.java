package dev.welkin.ai.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoundTest {
    @Test
    void wavFileIsRead() {
        Sound sound = Sound.wav(wav(1, 16, 1, 16_000, (short) 16384, (short) -32768));
        float[] samples = new float[3];
        sound.copy(0, samples, 0, 3);
        assertThat(samples).containsExactly(0.5f, -1, 0);
        assertThat(sound.samplesPerSecond()).isEqualTo(16_000);
        assertThat(sound.length()).isEqualTo(Duration.ofNanos(125_000));
    }

    @Test
    void channelsAreMixed() {
        Sound sound = Sound.wav(wav(1, 16, 2, 8_000, (short) 16384, (short) -16384, (short) 16384, (short) 0));
        float[] samples = new float[2];
        sound.copy(0, samples, 0, 2);
        assertThat(samples).containsExactly(0, 0.25f);
    }

    @Test
    void filesThatAreNoSuchSoundAreRefused() {
        byte[] whole = wav(1, 16, 1, 16_000, (short) 1, (short) 2);
        assertRefused(new byte[0], "no WAV file");
        assertRefused("RIFFxxxxAVI ....".getBytes(StandardCharsets.US_ASCII), "no WAV file");
        assertRefused(Arrays.copyOf(whole, 20), "has no samples");
        assertRefused(Arrays.copyOf(whole, 36), "has no samples");
        assertRefused(wav(3, 32, 1, 16_000, (short) 1), "1 channels of 32 bits in WAV format 3");
        assertRefused(wav(1, 16, 0, 16_000, (short) 1), "0 channels");
        assertRefused(wav(1, 16, 1, 0, (short) 1), "0 samples per second");
    }

    @Test
    void lengthThatIsALieIsNotBelieved() {
        byte[] file = wav(1, 16, 1, 16_000, (short) 1, (short) 2);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(40, -2);
        assertThat(Sound.wav(file).sampleCount()).isEqualTo(2);
    }

    @Test
    void samplesThatAreNoNumbersAreRefused() {
        assertThatThrownBy(() -> Sound.of(16_000, new float[] {Float.NaN}))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void speechBeginsAboveTheThresholdAndEndsWhereItStaysBelow() {
        double[] likely = new double[100];
        Arrays.fill(likely, 10, 30, 0.9);
        likely[20] = 0.1; // a pause of one window ends nothing
        likely[25] = 0.4; // and this is not quiet enough
        Arrays.fill(likely, 50, 54, 0.9); // 128 ms are too short
        Arrays.fill(likely, 90, 100, 0.9);
        assertThat(stretches(likely))
                .containsExactly(
                        new Speech(Duration.ofMillis(320 - 30), Duration.ofMillis(960 + 30)),
                        new Speech(Duration.ofMillis(2880 - 30), Duration.ofMillis(3200)));
    }

    @Test
    void impossibleOptionsAreRefused() {
        assertThatThrownBy(() -> new VoiceOptions(0.1, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(CloudException.class);
        assertThatThrownBy(() -> new VoiceOptions(0.5, Duration.ofMillis(-1), Duration.ZERO, Duration.ZERO))
                .isInstanceOf(CloudException.class);
    }

    private static List<Speech> stretches(double[] likely) {
        Sound sound = Sound.of(16_000, new float[512 * likely.length]);
        return new SpeechStretches(sound, 512, VoiceOptions.DEFAULT).of(likely);
    }

    private static byte[] wav(int kind, int bits, int channels, int rate, short... samples) {
        ByteBuffer file = ByteBuffer.allocate(44 + samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF....WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        file.putShort((short) kind).putShort((short) channels).putInt(rate).putInt(rate * 2);
        file.putShort((short) 2).putShort((short) bits);
        file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples.length * 2);
        for (short sample : samples) {
            file.putShort(sample);
        }
        return file.array();
    }

    private static void assertRefused(byte[] bytes, String words) {
        assertThatThrownBy(() -> Sound.wav(bytes))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContaining(words);
    }
}
