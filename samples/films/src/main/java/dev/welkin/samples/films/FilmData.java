package dev.welkin.samples.films;

import dev.welkin.ai.recommend.Rating;
import dev.welkin.ai.recommend.RecommenderOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Films and who rated them.
 *
 * @param films the catalogue
 * @param ratings on a scale of half stars to five
 * @param training how a recommender learns from them
 * @param origin where both are from, for the reader of the output
 */
record FilmData(List<Film> films, List<Rating> ratings, RecommenderOptions training, String origin) {
    /** Tells this data from all other, whatever its origin is called. */
    String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ratings.forEach(rating -> digest.update(rating.toString().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java platform has SHA-256", e);
        }
    }
}
