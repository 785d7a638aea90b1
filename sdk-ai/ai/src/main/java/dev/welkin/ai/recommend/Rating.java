package dev.welkin.ai.recommend;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;

/**
 * How much a user likes an item.
 *
 * @param user who; 1 to {@value #MAX_ID_CHARS} characters
 * @param item what; 1 to {@value #MAX_ID_CHARS} characters
 * @param value how much, in any unit, for example stars; finite, at most {@value #MAX_VALUE} either way
 */
public record Rating(String user, String item, double value) {
    /** The longest name of a user or item. */
    public static final int MAX_ID_CHARS = 200;

    /** The largest rating. */
    public static final double MAX_VALUE = 1e6;

    /** Checks names and value. */
    public Rating {
        checkId("user", user);
        checkId("item", item);
        checkValue(item, value);
    }

    /**
     * Makes a rating.
     *
     * @param user who
     * @param item what
     * @param value how much
     * @return the rating
     */
    public static Rating of(String user, String item, double value) {
        return new Rating(user, item, value);
    }

    static void checkId(String what, String id) {
        if (id.isBlank() || id.length() > MAX_ID_CHARS) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A rating names the " + what + " '" + Shown.of(id) + "'; give 1 to " + MAX_ID_CHARS
                            + " characters, and leave out ratings without one");
        }
    }

    static void checkValue(String item, double value) {
        if (!(Math.abs(value) <= MAX_VALUE)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + Shown.of(item) + "' is rated " + value + "; a rating is a number of at most " + MAX_VALUE
                            + " either way, and what has none is left out");
        }
    }
}
