package dev.welkin.storage.gcs;

import dev.welkin.testkit.SeenRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request as the fake reads it.
 *
 * @param seen what came
 * @param path its segments, decoded
 * @param query its fields, decoded
 */
record FakeRequest(SeenRequest seen, List<String> path, Map<String, String> query) {
    static FakeRequest of(SeenRequest seen) {
        String[] parts = seen.target().split("\\?", 2);
        List<String> path = Arrays.stream(parts[0].substring(1).split("/", -1))
                .map(FakeRequest::decoded)
                .toList();
        Map<String, String> query = new LinkedHashMap<>();
        for (String field : parts.length == 1 ? new String[0] : parts[1].split("&", -1)) {
            String[] named = field.split("=", 2);
            query.put(decoded(named[0]), decoded(named[1]));
        }
        return new FakeRequest(seen, path, query);
    }

    /** Refuses what the published API does not know. */
    void requireOnly(String... names) {
        Set<String> unknown = new TreeSet<>(query.keySet());
        unknown.removeAll(List.of(names));
        if (!unknown.isEmpty()) {
            throw FakeFailure.invalid("unknown parameters " + unknown);
        }
    }

    /** The method with the shape of the path, for example {@code GET b/-/o/-}; of a copy its first half. */
    String shape() {
        StringBuilder shape = new StringBuilder(seen.method()).append(' ');
        for (int i = 0; i < Math.min(path.size(), 5); i++) {
            shape.append(i == 0 ? "" : "/").append(i % 2 == 0 ? path.get(i) : "-");
        }
        return shape.toString();
    }

    FakeRequest below(int segments) {
        return new FakeRequest(seen, path.subList(segments, path.size()), query);
    }

    String header(String name) {
        return seen.header(name).orElse("");
    }

    String field(String name) {
        return query.getOrDefault(name, "");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
