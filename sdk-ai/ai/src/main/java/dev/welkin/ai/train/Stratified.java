package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Examples in two parts, drawn at random from each class by itself, so that both have the same mixture.
 *
 * @param train the share that was asked for; of each class one at least
 * @param validation the others; of each class one at least where there are two
 */
record Stratified<T>(List<T> train, List<T> validation) {
    static <T> Stratified<T> of(List<T> examples, Function<T, String> label, double trainShare, long seed) {
        if (!(trainShare > 0 && trainShare < 1)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A share of " + trainShare + " can't be learned from; it lies between 0 and 1, such as 0.8");
        }
        Map<String, List<T>> byLabel = new TreeMap<>();
        examples.forEach(example -> byLabel.computeIfAbsent(label.apply(example), l -> new ArrayList<>())
                .add(example));
        Stratified<T> parts = new Stratified<>(new ArrayList<>(), new ArrayList<>());
        Random random = new Random(seed);
        byLabel.values().forEach(ofOneClass -> parts.add(ofOneClass, trainShare, random));
        return parts;
    }

    private void add(List<T> ofOneClass, double trainShare, Random random) {
        int size = ofOneClass.size();
        Collections.shuffle(ofOneClass, random);
        int cut = Math.max(1, Math.min(size - 1, (int) Math.round(size * trainShare)));
        train.addAll(ofOneClass.subList(0, cut));
        validation.addAll(ofOneClass.subList(cut, size));
    }
}
