package dev.welkin.ai.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.speech.Sound;
import dev.welkin.ai.speech.Speech;
import dev.welkin.ai.speech.VoiceActivity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** A real model on real speech. */
class VoiceActivityTest {
    /** The recording begins in mid-speech and has its longest pause between 6.9 s and 9.3 s. */
    @Test
    void speechOfARecordingIsFound() throws IOException {
        try (VoiceActivity voices = voices()) {
            Sound recording = recording();
            assertThat(recording.length()).isEqualTo(Duration.ofMinutes(1));
            List<Speech> found = voices.predict(List.of(recording)).get(0);
            assertThat(found).hasSizeBetween(15, 25);
            assertThat(found.get(0).from()).isLessThan(Duration.ofMillis(50));
            assertThat(speaks(found, 10_000)).isTrue();
            assertThat(speaks(found, 8_000)).isFalse();
            assertThat(found).allSatisfy(speech -> assertThat(speech.to()).isGreaterThan(speech.from()));
            for (int i = 1; i < found.size(); i++) {
                assertThat(found.get(i).from())
                        .isGreaterThanOrEqualTo(found.get(i - 1).to());
            }
        }
    }

    @Test
    void silenceAndNoiseAreNoSpeech() {
        float[] noise = new float[32_000];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian() * 0.01f;
        }
        try (VoiceActivity voices = voices()) {
            List<List<Speech>> found =
                    voices.predict(List.of(Sound.of(16_000, new float[32_000]), Sound.of(16_000, noise)));
            assertThat(found).containsExactly(List.of(), List.of());
        }
    }

    @Test
    void emptySoundHasNoSpeech() {
        try (VoiceActivity voices = voices()) {
            assertThat(voices.predict(List.of(Sound.of(16_000, new float[0]))).get(0))
                    .isEmpty();
        }
    }

    @Test
    void soundOfAnotherRateIsRefused() {
        try (VoiceActivity voices = voices()) {
            assertThatThrownBy(() -> voices.predict(List.of(Sound.of(44_100, new float[100]))))
                    .isInstanceOf(CloudException.class)
                    .hasMessageContaining("44100 samples a second")
                    .hasMessageContaining("Resample");
        }
    }

    @Test
    void modelThatDoesNotHearIsRefused() {
        try (InferenceModel model = InferenceModel.open(OnnxModels.plusOne(2))) {
            assertThatThrownBy(() -> VoiceActivity.serving(model))
                    .isInstanceOf(CloudException.class)
                    .hasMessageContaining("does not suit this task");
        }
    }

    private static boolean speaks(List<Speech> found, long millis) {
        Duration at = Duration.ofMillis(millis);
        return found.stream().anyMatch(s -> s.from().compareTo(at) <= 0 && s.to().compareTo(at) >= 0);
    }

    private static VoiceActivity voices() {
        ModelDescription description = ModelDescription.of("voice-activity", "onnx");
        return VoiceActivity.serving(TestData.model("silero_vad.onnx", description));
    }

    private static Sound recording() throws IOException {
        byte[] packed = TestData.bytes("audio/silero-test.wav.gz");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return Sound.wav(in.readAllBytes());
        }
    }
}
