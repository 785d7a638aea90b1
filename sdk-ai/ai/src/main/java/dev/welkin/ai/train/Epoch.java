package dev.welkin.ai.train;

/**
 * What one pass over all examples brought.
 *
 * @param number 1 for the first
 * @param trainLoss the mean cross-entropy of the training examples in nats, while they were learned from
 * @param trainAccuracy the share of them that was told rightly, 0 to 1
 * @param validationLoss the mean cross-entropy of the validation examples after the epoch
 * @param validationAccuracy the share of them that was told rightly, 0 to 1
 */
public record Epoch(
        int number, double trainLoss, double trainAccuracy, double validationLoss, double validationAccuracy) {}
