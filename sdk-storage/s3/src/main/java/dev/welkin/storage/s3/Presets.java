package dev.welkin.storage.s3;

import dev.welkin.config.Options;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All presets, by name. */
final class Presets {
    private static final Map<String, Preset> ALL = load();

    private Presets() {}

    static Map<String, Preset> all() {
        return ALL;
    }

    static Set<String> schemes() {
        return ALL.values().stream().map(Preset::scheme).collect(Collectors.toUnmodifiableSet());
    }

    /** Picks a target's preset: the one it names, else by its endpoint, scheme and region. */
    static Preset pick(String scheme, Options options, String region) {
        String name = options.text("preset").orElse("");
        if (!name.isEmpty()) {
            Preset named = ALL.get(name);
            if (named == null || !named.scheme().equals(scheme)) {
                throw options.invalid("preset", "must be one of " + names(scheme) + " for '" + scheme + ":'");
            }
            return named;
        }
        if (!scheme.equals("s3")) {
            return get(scheme);
        }
        return options.text("endpoint").isPresent() ? get("custom") : byRegion(region);
    }

    private static Preset byRegion(String region) {
        return ALL.values().stream()
                .filter(preset -> preset.claims(region))
                .findFirst()
                .orElseGet(() -> get("aws"));
    }

    private static Preset get(String name) {
        Preset preset = ALL.get(name);
        if (preset == null) {
            throw new IllegalStateException("presets.properties lacks " + name);
        }
        return preset;
    }

    private static String names(String scheme) {
        return ALL.values().stream()
                .filter(preset -> preset.scheme().equals(scheme))
                .map(Preset::name)
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Preset> load() {
        Properties all = new Properties();
        try (InputStream in = Presets.class.getResourceAsStream("presets.properties")) {
            if (in == null) {
                throw new IllegalStateException("presets.properties is missing in this jar");
            }
            all.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("presets.properties cannot be read", e);
        }
        Map<String, Preset> presets = new TreeMap<>();
        all.stringPropertyNames().forEach(key -> {
            String name = key.substring(0, key.indexOf('.'));
            presets.computeIfAbsent(name, n -> Preset.read(n, all));
        });
        return presets;
    }
}
