package dev.welkin;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one backend can do: its features, and its limits by name (bytes, counts or milliseconds, as the name's ending
 * says). Immutable.
 *
 * @param backend the backend's name, for example {@code file}
 * @param features what it can do
 * @param limits its limits, for example {@code maxObjectBytes}; a missing name means no limit is known
 */
public record Capabilities(String backend, Set<Feature> features, Map<String, Long> limits) {
    /** Copies the features and limits. */
    public Capabilities {
        features = Set.copyOf(features);
        limits = Map.copyOf(limits);
    }

    /**
     * Makes the capabilities of a backend without limits.
     *
     * @param backend the backend's name
     * @param features what it can do
     * @return the capabilities
     */
    public static Capabilities of(String backend, Feature... features) {
        return new Capabilities(backend, new LinkedHashSet<>(Arrays.asList(features)), Map.of());
    }

    /**
     * Returns these capabilities with one limit more.
     *
     * @param name for example {@code maxObjectBytes}
     * @param value the limit
     * @return new capabilities
     */
    public Capabilities limit(String name, long value) {
        Map<String, Long> more = new TreeMap<>(limits);
        more.put(name, value);
        return new Capabilities(backend, features, more);
    }

    /**
     * Returns these capabilities without some features, as decorators need it.
     *
     * @param lost what is not available
     * @return new capabilities
     */
    public Capabilities without(Feature... lost) {
        Set<Feature> left = new LinkedHashSet<>(features);
        left.removeAll(Arrays.asList(lost));
        return new Capabilities(backend, left, limits);
    }

    /**
     * Returns these capabilities and some features more.
     *
     * @param gained what is available too
     * @return new capabilities
     */
    public Capabilities with(Feature... gained) {
        Set<Feature> more = new LinkedHashSet<>(features);
        more.addAll(Arrays.asList(gained));
        return new Capabilities(backend, more, limits);
    }

    /**
     * Tells whether the backend has a feature.
     *
     * @param feature the feature
     * @return true if it has
     */
    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    /**
     * Returns a limit.
     *
     * @param name for example {@code maxObjectBytes}
     * @return the limit, or empty if none is known
     */
    public OptionalLong limit(String name) {
        Long value = limits.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /**
     * Requires a feature, before anything is sent.
     *
     * @param feature the feature
     * @throws CloudException UNSUPPORTED, naming backend, feature and an alternative, if the backend lacks it
     */
    public void require(Feature feature) {
        if (!has(feature)) {
            throw CloudException.builder(
                            ErrorCode.UNSUPPORTED,
                            "The backend '" + backend + "' has no " + feature.name() + ": " + feature.alternative())
                    .provider(backend)
                    .reason("no_" + feature.name().toLowerCase(java.util.Locale.ROOT))
                    .build();
        }
    }
}
