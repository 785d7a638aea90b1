package dev.welkin.ai.speech;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.internal.tasks.Unsuited;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.ai.predict.BatchFunction;
import dev.welkin.spi.Shown;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds speech in sound by a model of the <a href="https://github.com/snakers4/silero-vad">Silero VAD</a> family. The
 * model hears 32 ms at a time and remembers what it heard, so one sound is many runs, one after the other on the
 * calling thread; several sounds at once come from several callers. Safe for use by several threads.
 */
public final class VoiceActivity implements BatchFunction<Sound, List<Speech>> {
    private static final int STATE = 128;

    private final InferenceModel model;
    private final VoiceOptions options;

    private VoiceActivity(InferenceModel model, VoiceOptions options) {
        this.model = model;
        this.options = options;
    }

    /**
     * Makes a model ready to be served, with {@link VoiceOptions#DEFAULT}. Closing the result closes the model.
     *
     * @param model has the inputs {@code input}, {@code state} and {@code sr}, and the outputs {@code output} and
     *     {@code stateN}
     * @return the model as a predictor takes it
     * @throws CloudException INVALID_ARGUMENT if the model does not suit; it stays open
     */
    public static VoiceActivity serving(InferenceModel model) {
        return serving(model, VoiceOptions.DEFAULT);
    }

    /**
     * Makes a model ready to be served. Closing the result closes the model.
     *
     * @param model as {@link #serving(InferenceModel)} takes it
     * @param options what counts as speech
     * @return the model as a predictor takes it
     * @throws CloudException INVALID_ARGUMENT if the model does not suit; it stays open
     */
    public static VoiceActivity serving(InferenceModel model, VoiceOptions options) {
        if (!names(model.inputs()).equals(Set.of("input", "state", "sr"))
                || !names(model.outputs()).equals(Set.of("output", "stateN"))) {
            throw Unsuited.because("it takes " + Shown.of(model.inputs()) + " and gives "
                    + Shown.of(model.outputs())
                    + "; input, state and sr must go in, output and stateN come out");
        }
        return new VoiceActivity(model, options);
    }

    @Override
    public List<List<Speech>> predict(List<Sound> sounds) {
        return sounds.stream().map(this::speech).toList();
    }

    /**
     * Tells how likely each window of a sound is speech.
     *
     * @param sound of 16,000 or 8,000 samples a second
     * @return one number from 0 to 1 for each 32 ms
     * @throws CloudException INVALID_ARGUMENT at another rate
     */
    public double[] probabilities(Sound sound) {
        int window = window(sound);
        int context = window / 8;
        double[] likely = new double[(sound.sampleCount() + window - 1) / window];
        float[] heard = new float[context + window];
        Tensor state = Tensor.floats("state", new float[2 * STATE], 2, 1, STATE);
        Tensor rate = Tensor.longs("sr", new long[] {sound.samplesPerSecond()});
        for (int i = 0; i < likely.length; i++) {
            System.arraycopy(heard, window, heard, 0, context);
            sound.copy(i * window, heard, context, window);
            Tensor input = Tensor.floats("input", heard, 1, heard.length);
            Tensors outputs = model.run(Tensors.of(input, state, rate));
            likely[i] = outputs.get("output").toFloats()[0];
            state = outputs.get("stateN").named("state");
        }
        return likely;
    }

    @Override
    public boolean profitsFromBatches() {
        return false;
    }

    @Override
    public long nativeBytes() {
        return model.nativeBytes();
    }

    @Override
    public void close() {
        model.close();
    }

    private List<Speech> speech(Sound sound) {
        return new SpeechStretches(sound, window(sound), options).of(probabilities(sound));
    }

    private static int window(Sound sound) {
        return switch (sound.samplesPerSecond()) {
            case 16_000 -> 512;
            case 8_000 -> 256;
            default ->
                throw CloudException.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "The sound has " + sound.samplesPerSecond()
                                + " samples a second; the model hears 16,000 or 8,000. Resample it first.");
        };
    }

    private static Set<String> names(List<TensorInfo> tensors) {
        return tensors.stream().map(TensorInfo::name).collect(Collectors.toSet());
    }
}
