package dev.welkin.ai.vision;

/**
 * Where one side of an image lies along the same side of a model's input.
 *
 * @param input how long the input's side is, in pixels
 * @param from where the image begins in it
 * @param length how long the image is drawn there
 * @param image how long the image's own side is
 */
record Side(int input, int from, int length, int image) {
    static Side stretched(int input, int image) {
        return new Side(input, 0, input, image);
    }

    /** Drawn in the middle; what is left over by an odd number goes behind it. */
    static Side centred(int input, int image, double scale) {
        int length = Math.max(1, (int) Math.round(image * scale));
        return new Side(input, (input - length) / 2, length, image);
    }

    /** Brings a position in the input back to the image, cut at its edges. */
    double back(double position) {
        return Math.max(0, Math.min(image, (position - from) * image / length));
    }

    /** Where the image begins in a picture of the input of another size. */
    int fromIn(int size) {
        return (int) ((long) from * size / input);
    }

    /** How long the image is in a picture of the input of another size. */
    int lengthIn(int size) {
        return Math.max(1, (int) ((long) length * size / input));
    }
}
