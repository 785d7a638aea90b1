package dev.welkin.samples.films;

import dev.welkin.ai.recommend.Rating;
import dev.welkin.ai.recommend.RecommenderOptions;
import java.util.List;

/**
 * Films and who rated them.
 *
 * @param films the catalogue
 * @param ratings on a scale of half stars to five
 * @param training how a recommender learns from them
 * @param origin where both are from, for the reader of the output
 */
record FilmData(List<Film> films, List<Rating> ratings, RecommenderOptions training, String origin) {}
