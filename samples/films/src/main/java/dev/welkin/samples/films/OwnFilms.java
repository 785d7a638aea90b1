package dev.welkin.samples.films;

import dev.welkin.ai.recommend.Rating;
import dev.welkin.ai.recommend.RecommenderOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;

/**
 * The catalogue that comes with the sample. Its films are invented, and so are their viewers: each has genres to like
 * and to dislike, each film is somewhat better or worse than its genre, and every rating is off by chance.
 */
final class OwnFilms {
    private static final int VIEWERS = 300;
    private static final int SEED = 7;

    /** Few films with many ratings each can be believed sooner than most. */
    private static final RecommenderOptions TRAINING = RecommenderOptions.DEFAULT.withRegularization(0.02);

    private OwnFilms() {}

    static FilmData load() {
        List<Film> films = films();
        return new FilmData(
                films,
                ratings(films),
                TRAINING,
                "invented films, and invented viewers whose tastes were drawn by chance");
    }

    static List<Film> films() {
        try (InputStream in = Objects.requireNonNull(OwnFilms.class.getResourceAsStream("/films/films.tsv"))) {
            String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return table.lines()
                    .map(line -> line.split("\t", -1))
                    .map(c -> new Film(c[0], Integer.parseInt(c[1]), new TreeSet<>(List.of(c[2].split(","))), c[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Rating> ratings(List<Film> films) {
        Random random = new Random(SEED);
        double[] quality =
                films.stream().mapToDouble(f -> 0.4 * random.nextGaussian()).toArray();
        List<Rating> ratings = new ArrayList<>();
        for (int viewer = 1; viewer <= VIEWERS; viewer++) {
            Map<String, Double> likes = new HashMap<>();
            for (int film = 0; film < films.size(); film++) {
                double liking = quality[film] + liking(films.get(film), likes, random);
                if (random.nextInt(3) == 0) {
                    ratings.add(Rating.of("viewer" + viewer, films.get(film).title(), stars(liking, random)));
                }
            }
        }
        return ratings;
    }

    private static double liking(Film film, Map<String, Double> likes, Random random) {
        return film.genres().stream()
                .mapToDouble(genre -> likes.computeIfAbsent(genre, g -> 1.2 * random.nextGaussian()))
                .average()
                .orElse(0);
    }

    /** Half stars from half a star to five. */
    private static double stars(double liking, Random random) {
        double stars = 3.2 + liking + 0.3 * random.nextGaussian();
        return Math.max(0.5, Math.min(5, Math.round(stars * 2) / 2.0));
    }
}
