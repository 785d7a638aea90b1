package dev.welkin.ai.infer;

/** Tensors in, tensors out. */
final class AsTheyAre implements Conversion<Tensors, Tensors> {
    @Override
    public Tensors inputs(Tensors input) {
        return input;
    }

    @Override
    public Tensors output(Tensors input, Tensors outputs) {
        return outputs;
    }
}
