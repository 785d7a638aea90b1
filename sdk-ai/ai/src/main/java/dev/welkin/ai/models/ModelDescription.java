package dev.welkin.ai.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a model says of itself. All but task and format may be empty.
 *
 * @param task what it is for, for example {@code text-classification}
 * @param format what its files are, for example {@code welkin-text-1} or {@code onnx}; the {@link ModelFormat} that
 *     reads it has the same name
 * @param backend what runs it, for example {@code java}
 * @param inputs what goes in
 * @param outputs what comes out
 * @param labels the classes, in the order of the output
 * @param preprocessing what is done to an input first, by name
 * @param architecture how the model is built and what its outputs hold, by name, where its files don't tell
 * @param metrics how good it is, by name, for example {@code accuracy}; finite
 * @param dataset what it was trained on
 * @param lineage where it comes from, by name, for example {@code dataset.sha256} or {@code code.version}
 * @param licence under which licence it may be used
 */
public record ModelDescription(
        String task,
        String format,
        String backend,
        List<TensorInfo> inputs,
        List<TensorInfo> outputs,
        List<String> labels,
        Map<String, String> preprocessing,
        Map<String, String> architecture,
        Map<String, Double> metrics,
        String dataset,
        Map<String, String> lineage,
        String licence) {
    /** Copies lists and maps and checks that task and format are there. */
    public ModelDescription {
        if (task.isBlank() || format.isBlank()) {
            throw Manifests.invalid("a model needs a task and a format");
        }
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        labels = List.copyOf(labels);
        preprocessing = ordered(preprocessing);
        architecture = ordered(architecture);
        metrics = ordered(metrics);
        lineage = ordered(lineage);
        if (!metrics.values().stream().allMatch(Double::isFinite)) {
            throw Manifests.invalid("metrics must be finite numbers, not " + metrics);
        }
    }

    /**
     * Starts a description with what every model has.
     *
     * @param task what the model is for
     * @param format what its files are
     * @return a description that is empty otherwise; the {@code with} methods fill it
     */
    public static ModelDescription of(String task, String format) {
        return new ModelDescription(
                task, format, "", List.of(), List.of(), List.of(), Map.of(), Map.of(), Map.of(), "", Map.of(), "");
    }

    /**
     * Returns a copy for another backend.
     *
     * @param value what runs the model
     * @return the copy
     */
    public ModelDescription withBackend(String value) {
        return new ModelDescription(
                task,
                format,
                value,
                inputs,
                outputs,
                labels,
                preprocessing,
                architecture,
                metrics,
                dataset,
                lineage,
                licence);
    }

    /**
     * Returns a copy with other inputs and outputs.
     *
     * @param in what goes in
     * @param out what comes out
     * @return the copy
     */
    public ModelDescription withTensors(List<TensorInfo> in, List<TensorInfo> out) {
        return new ModelDescription(
                task,
                format,
                backend,
                in,
                out,
                labels,
                preprocessing,
                architecture,
                metrics,
                dataset,
                lineage,
                licence);
    }

    /**
     * Returns a copy with other labels.
     *
     * @param value the classes, in the order of the output
     * @return the copy
     */
    public ModelDescription withLabels(List<String> value) {
        return new ModelDescription(
                task,
                format,
                backend,
                inputs,
                outputs,
                value,
                preprocessing,
                architecture,
                metrics,
                dataset,
                lineage,
                licence);
    }

    /**
     * Returns a copy with other pre-processing.
     *
     * @param value what is done to an input first, by name
     * @return the copy
     */
    public ModelDescription withPreprocessing(Map<String, String> value) {
        return new ModelDescription(
                task,
                format,
                backend,
                inputs,
                outputs,
                labels,
                value,
                architecture,
                metrics,
                dataset,
                lineage,
                licence);
    }

    /**
     * Returns a copy with another architecture.
     *
     * @param value how the model is built, by name
     * @return the copy
     */
    public ModelDescription withArchitecture(Map<String, String> value) {
        return new ModelDescription(
                task,
                format,
                backend,
                inputs,
                outputs,
                labels,
                preprocessing,
                value,
                metrics,
                dataset,
                lineage,
                licence);
    }

    /**
     * Returns a copy with one more metric.
     *
     * @param name for example {@code accuracy}
     * @param value its value; finite
     * @return the copy
     */
    public ModelDescription withMetric(String name, double value) {
        Map<String, Double> more = with(metrics, name, value);
        return new ModelDescription(
                task,
                format,
                backend,
                inputs,
                outputs,
                labels,
                preprocessing,
                architecture,
                more,
                dataset,
                lineage,
                licence);
    }

    /**
     * Returns a copy trained on another data set.
     *
     * @param value what the model was trained on
     * @return the copy
     */
    public ModelDescription withDataset(String value) {
        return new ModelDescription(
                task,
                format,
                backend,
                inputs,
                outputs,
                labels,
                preprocessing,
                architecture,
                metrics,
                value,
                lineage,
                licence);
    }

    /**
     * Returns a copy with one more fact about where the model comes from.
     *
     * @param name for example {@code dataset.sha256}
     * @param value its value
     * @return the copy
     */
    public ModelDescription withLineage(String name, String value) {
        Map<String, String> more = with(lineage, name, value);
        return new ModelDescription(
                task,
                format,
                backend,
                inputs,
                outputs,
                labels,
                preprocessing,
                architecture,
                metrics,
                dataset,
                more,
                licence);
    }

    /**
     * Returns a copy under another licence.
     *
     * @param value the licence, best as its SPDX identifier
     * @return the copy
     */
    public ModelDescription withLicence(String value) {
        return new ModelDescription(
                task,
                format,
                backend,
                inputs,
                outputs,
                labels,
                preprocessing,
                architecture,
                metrics,
                dataset,
                lineage,
                value);
    }

    private static <V> Map<String, V> with(Map<String, V> map, String name, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return more;
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        map.forEach((name, value) -> Objects.requireNonNull(value, name));
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
