package dev.welkin.ai.recommend;

/**
 * How well ratings were foretold.
 *
 * @param rmse the root of the mean squared error, in the unit of the ratings; 0 is perfect
 * @param ratings how many ratings were judged
 * @param unknown how many of them were by a user or of an item that the model does not know; for those the mean, and
 *     what it knows of the other, was taken
 */
public record RecommenderQuality(double rmse, int ratings, int unknown) {}
