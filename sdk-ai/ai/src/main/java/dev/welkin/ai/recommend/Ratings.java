package dev.welkin.ai.recommend;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who rated what: users and items in alphabetical order, so that the order of the ratings changes nothing. */
final class Ratings {
    /** One side's number and the rating. */
    record Entry(int other, double value) {}

    private final List<String> items;
    private final TreeMap<String, List<Entry>> byUser = new TreeMap<>();

    /** Takes items in alphabetical order; entries number them. */
    Ratings(List<String> items) {
        this.items = List.copyOf(items);
    }

    static Ratings of(List<Rating> ratings) {
        if (ratings.isEmpty()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "A recommender was to be trained on no ratings; give some");
        }
        TreeSet<String> names = new TreeSet<>();
        ratings.forEach(r -> names.add(r.item()));
        Ratings all = new Ratings(List.copyOf(names));
        Map<String, Integer> numbers = numbers(all.items);
        Map<String, Map<Integer, Double>> table = new TreeMap<>();
        for (Rating rating : ratings) {
            Map<Integer, Double> row = table.computeIfAbsent(rating.user(), u -> new TreeMap<>());
            if (row.putIfAbsent(numbers.getOrDefault(rating.item(), -1), rating.value()) != null) {
                throw twice(rating);
            }
        }
        table.forEach((user, row) -> all.put(
                user,
                row.entrySet().stream()
                        .map(e -> new Entry(e.getKey(), e.getValue()))
                        .toList()));
        return all;
    }

    void put(String user, List<Entry> entries) {
        byUser.put(user, entries);
    }

    static Map<String, Integer> numbers(List<String> names) {
        Map<String, Integer> numbers = new TreeMap<>();
        names.forEach(name -> numbers.put(name, numbers.size()));
        return numbers;
    }

    List<String> items() {
        return items;
    }

    Map<String, List<Entry>> byUser() {
        return byUser;
    }

    /** The same table from the other side: by item, and in each entry the user's number. */
    List<List<Entry>> byItem() {
        List<List<Entry>> columns = new ArrayList<>();
        items.forEach(item -> columns.add(new ArrayList<>()));
        int user = 0;
        for (List<Entry> row : byUser.values()) {
            for (Entry entry : row) {
                columns.get(entry.other()).add(new Entry(user, entry.value()));
            }
            user++;
        }
        return columns;
    }

    private static CloudException twice(Rating rating) {
        return CloudException.of(
                ErrorCode.INVALID_ARGUMENT,
                "The user '" + Shown.of(rating.user()) + "' rated '" + Shown.of(rating.item())
                        + "' twice; keep one, for example the latest");
    }
}
