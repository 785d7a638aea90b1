package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** Networks that tell the class of a row of a table. */
public final class TabularClassifier {
    private TabularClassifier() {}

    /**
     * Returns logistic regression: one weight for each number of a row and each class, and softmax (multinomial where
     * there are more than two classes).
     *
     * @return the architecture
     */
    public static Architecture<CsvTable> logisticRegression() {
        return new TabularArchitecture(List.of());
    }

    /**
     * Returns a multi-layer perceptron: dense layers with rectified units between a row and its classes.
     *
     * @param hiddenUnits how many units each hidden layer has, the first one first; 1 to {@link Layer#MAX_WIDTH} each
     * @return the architecture
     * @throws CloudException INVALID_ARGUMENT without a hidden layer, or if a number can't be
     */
    public static Architecture<CsvTable> mlp(int... hiddenUnits) {
        if (hiddenUnits.length == 0) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A multi-layer perceptron has one hidden layer at least, for example mlp(64); without any it is"
                            + " logisticRegression()");
        }
        List<Layer> layers = new ArrayList<>();
        for (int units : hiddenUnits) {
            layers.add(new Layer.Dense(units));
            layers.add(new Layer.Relu());
        }
        return new TabularArchitecture(layers);
    }
}
