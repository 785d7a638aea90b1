package dev.welkin.samples.films;

import java.util.Set;

/**
 * A film.
 *
 * @param title its title, by which it is rated
 * @param year when it came out; 0 if unknown
 * @param genres its genres, in the words of its catalogue
 * @param about what it is about, in a sentence; "" if the catalogue does not say
 */
record Film(String title, int year, Set<String> genres, String about) {
    /** What the film can be found by. */
    String text() {
        return title + ". " + String.join(", ", genres) + ". " + about;
    }

    String titleAndYear() {
        return year == 0 ? title : title + " (" + year + ")";
    }

    String genreList() {
        return String.join(", ", genres);
    }
}
