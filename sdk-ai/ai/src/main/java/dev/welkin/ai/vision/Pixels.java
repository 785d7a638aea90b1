package dev.welkin.ai.vision;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/** Images as numbers. */
final class Pixels {
    private Pixels() {}

    /**
     * Stretches an image. It is halved first until bilinear sampling sees every pixel; what is transparent is black.
     */
    static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage current = image;
        while (current.getWidth() >= 2 * width || current.getHeight() >= 2 * height) {
            int nextWidth = Math.max(width, current.getWidth() / 2);
            int nextHeight = Math.max(height, current.getHeight() / 2);
            if (nextWidth == current.getWidth() && nextHeight == current.getHeight()) {
                break;
            }
            current = drawn(current, nextWidth, nextHeight);
        }
        return drawn(current, width, height);
    }

    /** The pixels of an image of {@link #scaled}, 0x00RRGGBB, row by row. */
    static int[] of(BufferedImage scaled) {
        return ((DataBufferInt) scaled.getRaster().getDataBuffer()).getData();
    }

    /** Puts an image of {@link #scaled} where it lies in an input, and a colour, 0x00RRGGBB, around it. */
    static BufferedImage padded(BufferedImage scaled, Placement placement, int colour) {
        Side across = placement.across();
        Side down = placement.down();
        BufferedImage target = new BufferedImage(across.input(), down.input(), BufferedImage.TYPE_INT_RGB);
        int[] pixels = of(target);
        Arrays.fill(pixels, colour);
        for (int y = 0; y < down.length(); y++) {
            int to = (down.from() + y) * across.input() + across.from();
            System.arraycopy(of(scaled), y * across.length(), pixels, to, across.length());
        }
        return target;
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height) {
        BufferedImage target = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = target.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return target;
    }
}
