package dev.welkin.ai.recommend;

/**
 * One of the user's own ratings, and what it does to an expected rating.
 *
 * @param item what the user rated
 * @param effect how much the rating moves the expectation, in the unit of the ratings; negative if it lowers it
 */
public record Reason(String item, double effect) {}
