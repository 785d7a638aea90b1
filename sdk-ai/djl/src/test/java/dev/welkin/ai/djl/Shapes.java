package dev.welkin.ai.djl;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small drawings of circles, squares and bars; the same seed draws the same. */
final class Shapes {
    private static final int SIDE = 16;

    private Shapes() {}

    static void into(Path folder, int each, long seed) {
        Random random = new Random(seed);
        for (String label : new String[] {"bar", "circle", "square"}) {
            for (int i = 0; i < each; i++) {
                write(folder.resolve(label + "/" + i + ".png"), png(drawn(label, random)));
            }
        }
    }

    static BufferedImage drawn(String label, Random random) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(random.nextInt(100), random.nextInt(100), random.nextInt(100)));
        graphics.fillRect(0, 0, SIDE, SIDE);
        graphics.setColor(new Color(156 + random.nextInt(100), 156 + random.nextInt(100), 156 + random.nextInt(100)));
        int x = random.nextInt(5);
        int y = random.nextInt(5);
        switch (label) {
            case "circle" -> graphics.fillOval(x, y, 11, 11);
            case "square" -> graphics.fillRect(x, y, 11, 11);
            default -> graphics.fillRect(x, y, 3, 11);
        }
        graphics.dispose();
        return image;
    }

    static byte[] png(BufferedImage image) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
