package dev.welkin.ai.vision;

import java.awt.image.BufferedImage;

/** Where an image lies in a model's input, and the way back from there. */
record Placement(Side across, Side down) {
    /** The image fills the input, whatever becomes of its proportions. */
    static Placement stretched(BufferedImage image, int width, int height) {
        return new Placement(Side.stretched(width, image.getWidth()), Side.stretched(height, image.getHeight()));
    }

    /**
     * The image keeps its proportions and lies in the middle, as {@code LetterBox} of <a
     * href="https://github.com/ultralytics/ultralytics/blob/main/ultralytics/data/augment.py">Ultralytics</a> puts it.
     */
    static Placement letterboxed(BufferedImage image, int width, int height) {
        double scale = Math.min((double) width / image.getWidth(), (double) height / image.getHeight());
        return new Placement(
                Side.centred(width, image.getWidth(), scale), Side.centred(height, image.getHeight(), scale));
    }

    /** The part of a model's image, of any size, that shows the image which went in. */
    BufferedImage shownIn(BufferedImage made) {
        int width = made.getWidth();
        int height = made.getHeight();
        return made.getSubimage(
                across.fromIn(width), down.fromIn(height), across.lengthIn(width), down.lengthIn(height));
    }
}
