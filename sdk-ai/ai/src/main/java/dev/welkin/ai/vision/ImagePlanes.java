package dev.welkin.ai.vision;

import java.awt.image.BufferedImage;

/** An image as a network sees it: stretched to one size, one plane of values for each colour. */
public final class ImagePlanes {
    private ImagePlanes() {}

    /**
     * Lays an image out.
     *
     * @param image any image of at most {@link ImageFile#MAX_PIXELS}; what is transparent is black
     * @param width to which it is stretched, in pixels
     * @param height to which it is stretched
     * @return all values of red row by row, then of green, then of blue; each from 0 to 255, as an unsigned byte
     * @throws dev.welkin.CloudException INVALID_ARGUMENT if the image is too large or has no pixel
     */
    public static byte[] rgb(BufferedImage image, int width, int height) {
        int[] pixels = Pixels.of(Pixels.scaled(ImageFile.checkSize(image), width, height));
        byte[] planes = new byte[3 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            planes[i] = (byte) (pixels[i] >> 16);
            planes[pixels.length + i] = (byte) (pixels[i] >> 8);
            planes[2 * pixels.length + i] = (byte) pixels[i];
        }
        return planes;
    }
}
