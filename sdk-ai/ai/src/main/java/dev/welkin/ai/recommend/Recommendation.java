package dev.welkin.ai.recommend;

/**
 * An item for a user.
 *
 * @param item the item
 * @param rating what the user will probably rate it, in the unit of the ratings and within their range
 */
public record Recommendation(String item, double rating) {}
