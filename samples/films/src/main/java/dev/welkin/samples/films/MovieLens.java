package dev.welkin.samples.films;

import dev.welkin.ai.recommend.Rating;
import dev.welkin.ai.recommend.RecommenderOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of GroupLens' MovieLens data, with {@code movies.csv} and {@code ratings.csv}. Its terms allow no commercial
 * use without permission, so it does not come with the sample.
 */
final class MovieLens {
    private static final Pattern FILM = Pattern.compile("(\\d+),(?:\"((?:[^\"]|\"\")*)\"|([^,]*)),(.*)");
    private static final Pattern YEAR = Pattern.compile("(.*) \\((\\d{4})\\)\\s*");

    private MovieLens() {}

    static FilmData load(Path folder) {
        Map<String, Film> byId = new HashMap<>();
        Set<String> titles = new HashSet<>();
        for (String line : lines(folder, "movies.csv")) {
            film(line, titles, byId);
        }
        List<Rating> ratings = new ArrayList<>();
        for (String line : lines(folder, "ratings.csv")) {
            String[] columns = line.split(",", -1);
            Film film = byId.get(columns[1]);
            if (film != null) {
                ratings.add(Rating.of(columns[0], film.title(), Double.parseDouble(columns[2])));
            }
        }
        return new FilmData(List.copyOf(byId.values()), ratings, RecommenderOptions.DEFAULT, "MovieLens in " + folder);
    }

    /** Of two films of one title the second is told by its number. */
    private static void film(String line, Set<String> titles, Map<String, Film> byId) {
        Matcher columns = FILM.matcher(line);
        if (!columns.matches()) {
            throw new IllegalArgumentException("this is no line of movies.csv: " + line);
        }
        String quoted = columns.group(2);
        String name = quoted == null ? columns.group(3) : quoted.replace("\"\"", "\"");
        Matcher year = YEAR.matcher(name);
        boolean dated = year.matches();
        String title = dated ? year.group(1) : name;
        String unique = titles.add(title) ? title : title + " #" + columns.group(1);
        byId.put(
                columns.group(1),
                new Film(
                        unique,
                        dated ? Integer.parseInt(year.group(2)) : 0,
                        new TreeSet<>(List.of(columns.group(4).split("\\|"))),
                        ""));
    }

    private static List<String> lines(Path folder, String name) {
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.filter(f -> String.valueOf(f.getFileName()).endsWith(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            folder + " holds no " + name + "; unpack a data set of MovieLens there"));
            List<String> lines = Files.readAllLines(file);
            return lines.subList(1, lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
