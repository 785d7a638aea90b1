package dev.welkin.config;

import dev.welkin.CloudException;
import dev.welkin.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what a name stands for: a URL, a map with the same fields, or a list of these that is tried in order. */
final class TargetReader {
    private static final String URL = "url";
    private static final String FALLBACK = "fallback";

    private final Placeholders placeholders;
    private final Path folder;

    TargetReader(Placeholders placeholders, Path folder) {
        this.placeholders = placeholders;
        this.folder = folder;
    }

    List<Target> targets(String service, String name, Node node) {
        List<Node> items = node instanceof Node.Items list ? list.items() : List.of(node);
        List<Target> targets = items.stream()
                .flatMap(item -> alternatives(service, name, item))
                .toList();
        if (targets.isEmpty()) {
            throw node.bad(path(service, name), "is an empty list; name at least one target");
        }
        return targets;
    }

    private Stream<Target> alternatives(String service, String name, Node item) {
        if (!(item instanceof Node.Fields map) || !map.fields().containsKey(FALLBACK) || !service.equals("ai")) {
            return Stream.of(target(service, name, item));
        }
        if (map.fields().size() > 1 || !(map.fields().get(FALLBACK) instanceof Node.Items list)) {
            throw item.bad(path(service, name), "must hold nothing but 'fallback', a list of targets");
        }
        return list.items().stream().map(one -> target(service, name, one));
    }

    private Target target(String service, String name, Node node) {
        if (node instanceof Node.Text text) {
            return ofUrl(service, name, text, Map.of());
        }
        if (node instanceof Node.Fields map && map.fields().get(URL) instanceof Node.Text url) {
            Map<String, Node> others = new LinkedHashMap<>(map.fields());
            others.remove(URL);
            return ofUrl(service, name, url, values(others, path(service, name)));
        }
        throw node.bad(path(service, name), "must be a URL such as file:./data, a map with 'url:', or a list of these");
    }

    private Target ofUrl(String service, String name, Node.Text text, Map<String, Object> others) {
        String path = path(service, name);
        String url = written(text, path);
        // A URL that is all ${..} can only be split once it is there; then no part of it may be shown.
        boolean whole = url.startsWith("${");
        TargetUrl parts =
                TargetUrl.parse(whole ? placeholders.resolve(url, text.where(), path) : url, text.where(), path);
        if (whole && parts.location().isEmpty()) {
            throw text.bad(path, "is not of the form scheme:location, such as file:./data");
        }
        Map<String, Object> options = new LinkedHashMap<>(others);
        parts.options().forEach((option, value) -> {
            Object resolved = whole ? Secret.of(value) : resolved(option, value, text.where(), path);
            if (options.put(option, resolved) != null) {
                throw text.bad(
                        path, "gives the option '" + PlainName.shown(option) + "' both in its URL and beside it");
            }
        });
        String location = whole ? parts.location() : placeholders.resolve(parts.location(), text.where(), path);
        String shown = whole ? url : parts.location();
        return new Target(service, name, parts.scheme(), location, options, folder, text.where(), shown);
    }

    private static String written(Node.Text text, String path) {
        if (text.value() instanceof String url) {
            return url;
        }
        throw text.bad(path, "must be a text, not a secret");
    }

    /** The values of a map, resolved; whatever may be a secret becomes one. */
    Map<String, Object> values(Map<String, Node> fields, String path) {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach((option, node) -> values.put(option, value(option, node, path + "." + PlainName.shown(option))));
        return values;
    }

    private Object value(String option, Node node, String path) {
        if (node instanceof Node.Fields map) {
            return values(map.fields(), path);
        }
        if (node instanceof Node.Items list) {
            List<Object> items = new ArrayList<>();
            list.items().forEach(item -> items.add(value(option, item, path)));
            return items;
        }
        if (node instanceof Node.Text text) {
            return text.value() instanceof String written
                    ? resolved(option, written, text.where(), path)
                    : text.value();
        }
        throw noValue(node, path);
    }

    private Object resolved(String option, String written, String where, String path) {
        if (SecretNames.inUserInfo(written)) {
            throw Node.bad(
                    where,
                    path,
                    "has a password in a URL, where logs would show it; write it as ${ENV} in an"
                            + " option of its own");
        }
        String value = placeholders.resolve(written, where, path);
        return Placeholders.in(written) || SecretNames.secret(option) ? Secret.of(value) : value;
    }

    private static CloudException noValue(Node node, String path) {
        return node.bad(path, "has no value; write \"\" for an empty text");
    }

    private static String path(String service, String name) {
        return service + "." + PlainName.shown(name);
    }
}
