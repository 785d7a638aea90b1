package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/**
 * How training images are varied, anew in each epoch, so that a network does not learn them by heart. Validation images
 * are never varied.
 *
 * @param flip whether half of the images are mirrored left to right
 * @param shift by how many pixels of the network's input an image is moved at most, each way; what comes in is grey
 */
public record Augmentation(boolean flip, int shift) {
    /** Images as they are, the default. */
    public static final Augmentation NONE = new Augmentation(false, 0);

    /** The farthest shift: 1,000 pixels. */
    public static final int MAX_SHIFT = 1000;

    /** Checks the shift. */
    public Augmentation {
        if (shift < 0 || shift > MAX_SHIFT) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "Images can't be shifted by " + shift + " pixels; 0 to " + MAX_SHIFT + " can be");
        }
    }
}
