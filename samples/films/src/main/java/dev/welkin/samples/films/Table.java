package dev.welkin.samples.films;

import dev.welkin.ai.recommend.Reason;
import dev.welkin.ai.recommend.Recommendation;
import dev.welkin.ai.recommend.Taste;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Recommendations as a table, and as sentences that an AI route can be asked about. */
final class Table {
    private final Shelf shelf;
    private final Taste taste;
    private final List<Recommendation> best;

    Table(Shelf shelf, Taste taste, List<Recommendation> best) {
        this.shelf = shelf;
        this.taste = taste;
        this.best = best;
    }

    String text() {
        String line = "  %-" + width(Film::titleAndYear, "film") + "s  %-" + width(Film::genreList, "genres")
                + "s  %5s  %s%n";
        StringBuilder text = new StringBuilder(String.format(line, "film", "genres", "stars", "because you rated"));
        for (Recommendation recommendation : best) {
            Film film = shelf.film(recommendation.item());
            String stars = String.format(Locale.ROOT, "%.1f", recommendation.rating());
            text.append(String.format(line, film.titleAndYear(), film.genreList(), stars, why(film)));
        }
        return text.toString();
    }

    private int width(Function<Film, String> column, String heading) {
        return best.stream()
                .mapToInt(r -> column.apply(shelf.film(r.item())).length())
                .reduce(heading.length(), Math::max);
    }

    /** One entry a line, for a prompt. */
    String entries() {
        StringBuilder entries = new StringBuilder();
        for (Recommendation recommendation : best) {
            Film film = shelf.film(recommendation.item());
            entries.append(String.format(
                    Locale.ROOT,
                    "- Recommended film: %s, %s, expected %.1f stars. %s%n",
                    film.titleAndYear(),
                    film.genreList(),
                    recommendation.rating(),
                    film.about()));
        }
        return entries.toString();
    }

    /** The rating that speaks most for it; for somebody without ratings, what all think. */
    private String why(Film film) {
        return taste.because(film.title()).stream()
                .filter(reason -> reason.effect() > 0)
                .findFirst()
                .map(Table::said)
                .orElse("nothing: all like it");
    }

    private static String said(Reason reason) {
        return String.format(Locale.ROOT, "%s (%+.2f)", reason.item(), reason.effect());
    }
}
