package dev.welkin.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One jar that a module brings at run time, as Maven resolved it. */
record ResolvedDependency(String coordinates, String group, Path file) {
    // group:artifact:jar:version:scope:/path, maybe followed by the plugin's words on module names
    private static final Pattern LINE =
            Pattern.compile("\\s+([^:\\s]+):([^:]+):jar:(?:[^:]+:)?([^:]+):(?:compile|runtime):([^\\s]+).*");

    static List<ResolvedDependency> of(Repository.Module module) {
        return Repository.read(module.dependencyList())
                .lines()
                .flatMap(ResolvedDependency::parse)
                .toList();
    }

    private static Stream<ResolvedDependency> parse(String line) {
        Matcher m = LINE.matcher(line.replaceAll("\\u001B\\[[0-9;]*m", ""));
        if (!m.matches()) {
            return Stream.empty();
        }
        String coordinates = m.group(1) + ":" + m.group(2) + ":" + m.group(3);
        return Stream.of(new ResolvedDependency(coordinates, m.group(1), Path.of(m.group(4))));
    }

    boolean isOurs() {
        return group.equals("dev.welkin");
    }
}
