package dev.welkin.testkit;

import dev.welkin.testkit.History.Entry;
import dev.welkin.testkit.History.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a {@link History} when everything is over and finds what broke a promise. Immutable. */
public final class HistoryCheck {
    private final List<Entry> entries;

    private HistoryCheck(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads a history. A last line that a kill cut off is left out.
     *
     * @param path the file
     * @return the check
     * @throws UncheckedIOException if it cannot be read
     */
    public static HistoryCheck read(Path path) {
        try {
            return new HistoryCheck(parse(Files.readString(path, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("the history " + path + " cannot be read", e);
        }
    }

    /**
     * Returns the facts.
     *
     * @return the facts in the order they were written
     */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * Returns the ids of one fact.
     *
     * @param fact which fact
     * @return the ids in order of their first appearance
     */
    public Set<String> ids(Fact fact) {
        Set<String> ids = new LinkedHashSet<>();
        entries.stream().filter(e -> e.fact() == fact).forEach(e -> ids.add(e.id()));
        return ids;
    }

    /**
     * Finds what was confirmed and never arrived. Meaningful once everything has been drained.
     *
     * @return the lost ids; must be empty
     */
    public List<String> lost() {
        Set<String> delivered = ids(Fact.DELIVERED);
        return ids(Fact.CONFIRMED).stream()
                .filter(id -> !delivered.contains(id))
                .toList();
    }

    /**
     * Finds what arrived and was never sent.
     *
     * @return the invented ids; must be empty
     */
    public List<String> invented() {
        Set<String> sent = ids(Fact.SENT);
        sent.addAll(ids(Fact.CONFIRMED));
        return ids(Fact.DELIVERED).stream().filter(id -> !sent.contains(id)).toList();
    }

    /**
     * Finds what arrived again after its acknowledgement was accepted.
     *
     * @return the ids in order; must be empty where acknowledgements are durable
     */
    public List<String> deliveredAfterAck() {
        Set<String> acked = new HashSet<>();
        List<String> again = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.fact() == Fact.ACKED) {
                acked.add(entry.id());
            } else if (entry.fact() == Fact.DELIVERED && acked.contains(entry.id())) {
                again.add(entry.id());
            }
        }
        return again;
    }

    /**
     * Finds first deliveries that overtook an earlier one of the same key. The order of a key is that in which it was
     * sent, by one sender; where nothing is noted as sent, that in which it was confirmed.
     *
     * @return a line for each, naming key and ids; must be empty
     */
    public List<String> outOfOrder() {
        Fact sending = ids(Fact.SENT).isEmpty() ? Fact.CONFIRMED : Fact.SENT;
        Map<String, Integer> places = new HashMap<>();
        ids(sending).forEach(id -> places.put(id, places.size()));
        List<String> wrong = new ArrayList<>();
        firstDeliveries().forEach((key, ids) -> overtaken(key, ids, places, wrong));
        return wrong;
    }

    private Map<String, Set<String>> firstDeliveries() {
        Map<String, Set<String>> byKey = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.fact() == Fact.DELIVERED) {
                byKey.computeIfAbsent(entry.key(), k -> new LinkedHashSet<>()).add(entry.id());
            }
        }
        return byKey;
    }

    private static void overtaken(String key, Set<String> ids, Map<String, Integer> places, List<String> wrong) {
        String latest = "";
        int latestPlace = -1;
        for (String id : ids) {
            int place = places.getOrDefault(id, Integer.MAX_VALUE);
            if (place < latestPlace) {
                wrong.add("key " + key + ": " + id + " arrived after " + latest);
            } else {
                latest = id;
                latestPlace = place;
            }
        }
    }

    private static List<Entry> parse(String text) {
        List<Entry> entries = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            String[] fields = text.substring(start, end).split("\t", -1);
            entries.add(new Entry(Fact.valueOf(fields[0]), fields[1], fields[2]));
            start = end + 1;
        }
        return entries;
    }
}
