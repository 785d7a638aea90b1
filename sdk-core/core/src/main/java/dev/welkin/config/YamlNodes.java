package dev.welkin.config;

import dev.welkin.CloudException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML event by event, so that every value knows its line and nothing is built that a program did not ask for: no
 * tags, no types, no objects. The parser's own messages quote the text, so none of them goes into an error.
 */
final class YamlNodes {
    static final int MAX_ALIASES = 50;

    private final String file;
    private final Iterator<Event> events;
    private final Map<Anchor, Node> anchors = new HashMap<>();
    private int aliases;

    private YamlNodes(String file, Iterator<Event> events) {
        this.file = file;
        this.events = events;
    }

    /** Reads the one document of a file; an empty file is an empty map. */
    static Node read(String file, String yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(ConfigFile.MAX_BYTES)
                .setUseMarks(true)
                .build();
        try {
            return new YamlNodes(file, new Parse(settings).parseString(yaml).iterator()).document();
        } catch (MarkedYamlEngineException e) {
            throw broken(file + line(e.getProblemMark()));
        } catch (YamlEngineException e) {
            throw broken(file);
        }
    }

    private Node document() {
        Node root = Node.Fields.of(file, Map.of());
        int documents = 0;
        while (events.hasNext()) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.DocumentStart) {
                if (++documents > 1) {
                    throw Node.bad(where(event), "", "begins a second document; one file holds one");
                }
                root = value(events.next(), where(event), 1);
            }
        }
        return root;
    }

    private Node value(Event event, String where, int depth) {
        if (event instanceof AliasEvent alias) {
            return Node.checked(known(alias, where), depth);
        }
        if (depth > Node.MAX_DEPTH) {
            throw Node.bad(where, "", "is nested more than " + Node.MAX_DEPTH + " levels deep");
        }
        Node node = Node.checked(plainValue(event, where, depth), depth);
        if (event instanceof NodeEvent anchored) {
            anchored.getAnchor().ifPresent(name -> anchors.put(name, node));
        }
        return node;
    }

    private Node plainValue(Event event, String where, int depth) {
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, where);
        }
        refuseTag(((CollectionStartEvent) event).getTag(), where);
        return event.getEventId() == Event.ID.SequenceStart ? items(where, depth) : fields(where, depth);
    }

    private Node scalar(ScalarEvent scalar, String where) {
        refuseTag(scalar.getTag(), where);
        String text = scalar.getValue();
        boolean empty = scalar.isPlain() && (text.isEmpty() || text.equals("~") || text.equals("null"));
        return empty ? new Node.Missing(where) : new Node.Text(where, text);
    }

    private Node items(String where, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            items.add(value(next, where(next), depth + 1));
        }
        return Node.Items.of(where, items);
    }

    private Node fields(String where, int depth) {
        Map<String, Node> fields = new LinkedHashMap<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            String key = key(next);
            if (fields.containsKey(key)) {
                throw Node.bad(where(next), "", "gives the key '" + PlainName.shown(key) + "' a second time");
            }
            fields.put(key, value(events.next(), where(next), depth + 1));
        }
        return Node.Fields.of(where, fields);
    }

    private String key(Event event) {
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), where(event));
            return scalar.getValue();
        }
        throw Node.bad(where(event), "", "has a key that is not a plain text");
    }

    private Node known(AliasEvent alias, String where) {
        if (++aliases > MAX_ALIASES) {
            throw Node.bad(where, "", "is alias number " + aliases + "; at most " + MAX_ALIASES + " are allowed");
        }
        Node node = anchors.get(alias.getAlias());
        if (node == null) {
            throw Node.bad(where, "", "is an alias of something not written before it");
        }
        return node;
    }

    private static void refuseTag(Optional<String> tag, String where) {
        if (tag.isPresent()) {
            throw Node.bad(where, "", "has a tag (a word that begins with !); plain values only");
        }
    }

    private String where(Event event) {
        return file + line(event.getStartMark());
    }

    private static String line(Optional<Mark> mark) {
        return mark.map(m -> " line " + (m.getLine() + 1)).orElse("");
    }

    private static CloudException broken(String where) {
        return Node.bad(where, "", "is not YAML: look at the indentation, quotes, brackets and colons there");
    }
}
