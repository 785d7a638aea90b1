package dev.welkin.internal;

import dev.welkin.CloudDescription;
import dev.welkin.config.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Describes what names stand for. */
final class Descriptions {
    private Descriptions() {}

    static CloudDescription of(TargetSource source) {
        Map<String, List<String>> targets = new TreeMap<>();
        Map<String, Path> stores = new TreeMap<>();
        for (Target target : source.known()) {
            String name = target.service() + "." + target.name();
            targets.computeIfAbsent(name, n -> new ArrayList<>()).add(target.toString());
            if (target.scheme().equals(DefaultTargets.STORES.get(target.service()))) {
                stores.putIfAbsent(name, target.path());
            }
        }
        return new CloudDescription(source.source(), targets, stores);
    }
}
