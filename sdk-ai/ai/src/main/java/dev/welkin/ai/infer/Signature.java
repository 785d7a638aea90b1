package dev.welkin.ai.infer;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.spi.Shown;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a model takes and gives, and the check that callers and model keep to it. */
record Signature(List<TensorInfo> inputs, List<TensorInfo> outputs) {
    /**
     * What description and files agree on. A description may say more than the files, a size where they leave it open,
     * but nothing else.
     */
    static Signature agreed(ModelDescription description, List<TensorInfo> inputs, List<TensorInfo> outputs) {
        return new Signature(
                agreed("inputs", description.inputs(), inputs), agreed("outputs", description.outputs(), outputs));
    }

    boolean takesBatches() {
        return Stream.concat(inputs.stream(), outputs.stream())
                .allMatch(t -> !t.shape().isEmpty() && t.shape().get(0) == -1);
    }

    void checkInputs(Tensors given) {
        if (given.size() != inputs.size()
                || inputs.stream().anyMatch(i -> !given.names().contains(i.name()))) {
            throw wrongInput("the model takes " + shown(inputs) + ", and was given " + Shown.of(given));
        }
        inputs.forEach(wanted -> checkInput(wanted, given.get(wanted.name())));
    }

    Tensors checkOutputs(Tensors given) {
        for (TensorInfo promised : outputs) {
            if (!given.names().contains(promised.name()) || !fits(promised, given.get(promised.name()))) {
                throw CloudException.of(
                        ErrorCode.CORRUPTED,
                        "The model promises " + shown(outputs) + " and gave " + Shown.of(given)
                                + ". Its manifest does not describe its files; publish it again with the right one.");
            }
        }
        return given;
    }

    private static void checkInput(TensorInfo wanted, Tensor given) {
        if (!fits(wanted, given)) {
            throw wrongInput("the model takes " + shown(List.of(wanted)) + ", and was given " + given
                    + (wanted.type().equals(given.type().name())
                            ? ""
                            : "; convert it, for example with Tensor.of(name, TensorType." + wanted.type() + ", ..)"));
        }
        int nan = given.firstNan();
        if (nan >= 0) {
            throw wrongInput("element " + nan + " of " + given + " is NaN; repair or leave out what it was made of");
        }
    }

    private static boolean fits(TensorInfo wanted, Tensor given) {
        return wanted.type().equals(given.type().name()) && within(wanted.shape(), given.shape());
    }

    /** Whether a shape is one of those that a shape with open sizes allows. */
    private static boolean within(List<Long> open, List<Long> shape) {
        if (open.size() != shape.size()) {
            return false;
        }
        for (int i = 0; i < shape.size(); i++) {
            if (open.get(i) != -1 && !open.get(i).equals(shape.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<TensorInfo> agreed(String what, List<TensorInfo> said, List<TensorInfo> found) {
        if (said.isEmpty()) {
            return List.copyOf(found);
        }
        boolean agree = said.size() == found.size()
                && said.stream().allMatch(s -> found.stream().anyMatch(f -> agree(s, f)));
        if (!agree) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED,
                    "The manifest says that the model's " + what + " are " + shown(said) + ", its files say "
                            + shown(found) + ". Nothing was loaded; publish it again with the right manifest.");
        }
        return List.copyOf(said);
    }

    private static boolean agree(TensorInfo said, TensorInfo found) {
        return said.name().equals(found.name())
                && said.type().equals(found.type())
                && within(found.shape(), said.shape());
    }

    private static String shown(List<TensorInfo> tensors) {
        return tensors.stream()
                .map(t -> Shown.of(t.name()) + " " + Shown.of(t.type()) + t.shape())
                .collect(Collectors.joining(", "));
    }

    private static CloudException wrongInput(String why) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, "The inputs don't fit: " + why);
    }
}
