package dev.welkin.config;

import dev.welkin.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a configuration that a program hands over as maps and lists; the same rules hold as for a file. */
final class MapNodes {
    private final String where;
    private long values;

    private MapNodes(String where) {
        this.where = where;
    }

    static Node read(String where, Map<?, ?> map) {
        return new MapNodes(where).value(map, 1);
    }

    private Node value(@Nullable Object value, int depth) {
        if (depth > Node.MAX_DEPTH) {
            throw Node.bad(where, "", "is nested more than " + Node.MAX_DEPTH + " levels deep");
        }
        if (++values > Node.MAX_VALUES) {
            throw Node.bad(where, "", "holds more than " + Node.MAX_VALUES + " values");
        }
        if (value instanceof Map<?, ?> map) {
            return fields(map, depth);
        }
        if (value instanceof Collection<?> list) {
            return items(list, depth);
        }
        return value == null ? new Node.Missing(where) : text(value);
    }

    private Node text(Object value) {
        return new Node.Text(where, value instanceof Secret ? value : String.valueOf(value));
    }

    private Node items(Collection<?> list, int depth) {
        List<Node> items = new ArrayList<>();
        list.forEach(item -> items.add(value(item, depth + 1)));
        return Node.Items.of(where, items);
    }

    private Node fields(Map<?, ?> map, int depth) {
        Map<String, Node> fields = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw Node.bad(where, "", "has a key that is not a text");
            }
            fields.put(name, value(value, depth + 1));
        });
        return Node.Fields.of(where, fields);
    }
}
