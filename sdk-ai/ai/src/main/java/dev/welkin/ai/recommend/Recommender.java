package dev.welkin.ai.recommend;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.ModelFormat;
import dev.welkin.spi.Shown;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Foretells what users will like from what they and others liked: a matrix factorization with biases. It holds the
 * ratings it was trained on, to leave out what a user has seen and to say why; whoever may read a published recommender
 * may read them. Immutable and safe for use by several threads.
 */
public final class Recommender implements Model {
    /** Reads recommenders from a registry. */
    public static final ModelFormat<Recommender> FORMAT = new RecommenderFormat();

    private final Catalogue catalogue;
    private final Ratings ratings;

    Recommender(Catalogue catalogue, Ratings ratings) {
        this.catalogue = catalogue;
        this.ratings = ratings;
    }

    /**
     * Trains with {@link RecommenderOptions#DEFAULT}.
     *
     * @param ratings at least one; their order makes no difference
     * @return the recommender
     * @throws CloudException INVALID_ARGUMENT if there is none, or a user rated an item twice
     */
    public static Recommender train(List<Rating> ratings) {
        return train(ratings, RecommenderOptions.DEFAULT);
    }

    /**
     * Trains.
     *
     * @param ratings at least one; their order makes no difference
     * @param options how
     * @return the recommender
     * @throws CloudException INVALID_ARGUMENT if there is none, or a user rated an item twice
     */
    public static Recommender train(List<Rating> ratings, RecommenderOptions options) {
        Ratings table = Ratings.of(ratings);
        Scale scale = Scale.of(table);
        float[][] factors = new Factorization(options, scale).items(table);
        return new Recommender(new Catalogue(options, scale, table.items(), factors), table);
    }

    /**
     * Returns what is known of a user whose ratings the model was trained on.
     *
     * @param user the user
     * @return the user's taste
     * @throws CloudException NOT_FOUND if the model does not know the user
     */
    public Taste user(String user) {
        List<Ratings.Entry> rated = ratings.byUser().get(user);
        if (rated == null) {
            throw CloudException.of(
                    ErrorCode.NOT_FOUND,
                    "The recommender does not know the user '" + Shown.of(user)
                            + "'; give a newcomer's ratings to newcomer(ratings), or train again with them");
        }
        return new Taste(catalogue, rated);
    }

    /**
     * Works out the taste of somebody the model was not trained on. The model stays as it is.
     *
     * @param rated the newcomer's ratings of items that the model knows; with none, the taste is what all like
     * @return the newcomer's taste
     * @throws CloudException NOT_FOUND if the model does not know an item; INVALID_ARGUMENT if a rating is no number
     */
    public Taste newcomer(Map<String, Double> rated) {
        rated.forEach(Rating::checkValue);
        return new Taste(
                catalogue,
                rated.entrySet().stream()
                        .map(e -> new Ratings.Entry(catalogue.number(e.getKey()), e.getValue()))
                        .sorted(Comparator.comparingInt(Ratings.Entry::other))
                        .toList());
    }

    /**
     * Foretells ratings and compares.
     *
     * @param actual ratings that the model was not trained on, at least one
     * @return how far off it was
     * @throws CloudException INVALID_ARGUMENT if there is none
     */
    public RecommenderQuality evaluate(List<Rating> actual) {
        if (actual.isEmpty()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "A recommender was to be judged by no ratings; give some");
        }
        Map<String, Taste> tastes = new HashMap<>();
        double squares = 0;
        int unknown = 0;
        for (Rating rating : actual) {
            Taste taste = tastes.computeIfAbsent(rating.user(), this::userOrNobody);
            double error = taste.guess(rating.item()) - rating.value();
            squares += error * error;
            unknown += knows(rating) ? 0 : 1;
        }
        return new RecommenderQuality(Math.sqrt(squares / actual.size()), actual.size(), unknown);
    }

    /**
     * Returns the users it was trained on.
     *
     * @return their names
     */
    public Set<String> users() {
        return Collections.unmodifiableSet(ratings.byUser().keySet());
    }

    /**
     * Returns the items it can recommend.
     *
     * @return their names in alphabetical order
     */
    public List<String> items() {
        return catalogue.items();
    }

    /**
     * Returns how it was trained.
     *
     * @return the options
     */
    public RecommenderOptions options() {
        return catalogue.options();
    }

    /**
     * Writes the recommender, with the ratings it was trained on.
     *
     * @return bytes for {@link #load}
     */
    public byte[] save() {
        return RecommenderFormat.write(catalogue, ratings);
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param bytes the saved recommender
     * @return the recommender
     * @throws CloudException CORRUPTED if the bytes are cut, altered, or no recommender of a known version
     */
    public static Recommender load(byte[] bytes) {
        return RecommenderFormat.read(bytes);
    }

    @Override
    public ModelDescription description() {
        return ModelDescription.of("recommendation", FORMAT.name()).withBackend("java");
    }

    @Override
    public Map<String, byte[]> files() {
        return Map.of(RecommenderFormat.FILE, save());
    }

    @Override
    public String toString() {
        return "Recommender of " + catalogue.size() + " items to " + users().size() + " users";
    }

    private Taste userOrNobody(String user) {
        return new Taste(catalogue, ratings.byUser().getOrDefault(user, List.of()));
    }

    private boolean knows(Rating rating) {
        return catalogue.knows(rating.item()) && ratings.byUser().containsKey(rating.user());
    }
}
