package dev.welkin.ai.recommend;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.List;
import java.util.Map;

/** The items of a model, in alphabetical order, and what was learnt of them. */
final class Catalogue {
    private final RecommenderOptions options;
    private final Scale scale;
    private final List<String> items;
    private final Map<String, Integer> numbers;
    private final float[][] factors;

    Catalogue(RecommenderOptions options, Scale scale, List<String> items, float[][] factors) {
        this.options = options;
        this.scale = scale;
        this.items = List.copyOf(items);
        this.numbers = Ratings.numbers(items);
        this.factors = factors;
    }

    RecommenderOptions options() {
        return options;
    }

    Scale scale() {
        return scale;
    }

    List<String> items() {
        return items;
    }

    int size() {
        return items.size();
    }

    String item(int number) {
        return items.get(number);
    }

    /** Factors and, last, the bias. */
    float[] factors(int item) {
        return factors[item];
    }

    boolean knows(String item) {
        return numbers.containsKey(item);
    }

    int number(String item) {
        Integer number = numbers.get(item);
        if (number == null) {
            throw CloudException.of(
                    ErrorCode.NOT_FOUND,
                    "The recommender does not know the item '" + Shown.of(item)
                            + "', for nobody had rated it; leave it out, or train again with ratings of it");
        }
        return number;
    }
}
