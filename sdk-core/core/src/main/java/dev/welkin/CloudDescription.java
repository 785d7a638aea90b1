package dev.welkin;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a Cloud was opened with, for people: secrets are masked. Immutable.
 *
 * @param source the configuration file's absolute path, or words that say where the configuration came from
 * @param targets what each name stands for, by {@code service.name}, in the order they are tried; without a
 *     configuration the names that were asked for so far
 * @param stores the absolute path of each embedded store, by {@code service.name}
 */
public record CloudDescription(String source, Map<String, List<String>> targets, Map<String, Path> stores) {
    /** Copies the maps. */
    public CloudDescription {
        targets = Map.copyOf(targets);
        stores = Map.copyOf(stores);
    }

    /**
     * Returns one line for the source and one for each name.
     *
     * @return readable text
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("configuration: ").append(source);
        new TreeMap<>(targets).forEach((name, urls) -> {
            text.append("\n  ").append(name).append(" = ").append(String.join(", then ", urls));
            if (stores.containsKey(name)) {
                text.append(" in ").append(stores.get(name));
            }
        });
        return text.toString();
    }
}
