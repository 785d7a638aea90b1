package dev.welkin.samples.films;

import dev.welkin.ai.embed.Neighbour;
import dev.welkin.ai.embed.TextEmbedder;
import dev.welkin.ai.embed.VectorIndex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The films, found by title or by what they are about. */
final class Shelf {
    private final Map<String, Film> byTitle = new LinkedHashMap<>();
    private final TextEmbedder embedder;
    private final VectorIndex index;

    Shelf(List<Film> films) {
        embedder = TextEmbedder.train(films.stream().map(Film::text).toList());
        index = VectorIndex.of(embedder.options().dimensions());
        for (Film film : films) {
            byTitle.put(film.title(), film);
            index.add(film.title(), embedder.embed(film.text()));
        }
    }

    Film film(String title) {
        Film film = byTitle.get(title);
        if (film == null) {
            throw new IllegalArgumentException(
                    "there is no film '" + title + "'; did you mean " + nearest(title, 3) + "?");
        }
        return film;
    }

    /** The titles of the films whose words are nearest to a text. */
    List<String> nearest(String text, int count) {
        return index.search(embedder.embed(text), count).stream()
                .map(Neighbour::id)
                .toList();
    }
}
