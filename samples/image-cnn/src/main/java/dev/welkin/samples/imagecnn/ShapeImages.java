package dev.welkin.samples.imagecnn;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/** Drawings of circles, squares and triangles: turned, of many sizes, light on dark, crossed by lines. */
final class ShapeImages {
    private static final int SIDE = 32;
    private static final int EACH = 200;
    private static final int LINES = 2;

    private ShapeImages() {}

    /** Draws into a folder for each shape, the same drawings for the same seed. */
    static Path draw(Path folder, long seed) {
        Random random = new Random(seed);
        shapes().forEach((name, shape) -> {
            for (int i = 0; i < EACH; i++) {
                write(folder.resolve(name).resolve(i + ".png"), drawn(shape, random));
            }
        });
        return folder;
    }

    /** Around the middle, about as far as 1. */
    private static Map<String, Shape> shapes() {
        Polygon triangle = new Polygon(new int[] {0, 87, -87}, new int[] {-100, 50, 50}, 3);
        Map<String, Shape> shapes = new TreeMap<>();
        shapes.put("circle", new Ellipse2D.Double(-0.85, -0.85, 1.7, 1.7));
        shapes.put("square", new Rectangle2D.Double(-0.75, -0.75, 1.5, 1.5));
        shapes.put("triangle", AffineTransform.getScaleInstance(0.01, 0.01).createTransformedShape(triangle));
        return shapes;
    }

    private static BufferedImage drawn(Shape shape, Random random) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour(random, 0));
        graphics.fillRect(0, 0, SIDE, SIDE);
        double size = 6 + 7 * random.nextDouble();
        AffineTransform place = AffineTransform.getTranslateInstance(
                size + random.nextDouble() * (SIDE - 2 * size), size + random.nextDouble() * (SIDE - 2 * size));
        place.rotate(random.nextDouble() * 2 * Math.PI);
        place.scale(size, size);
        graphics.setColor(colour(random, 128));
        graphics.fill(place.createTransformedShape(shape));
        for (int i = 0; i < LINES; i++) {
            graphics.setColor(colour(random, 64));
            graphics.setStroke(new BasicStroke(1));
            graphics.drawLine(random.nextInt(SIDE), random.nextInt(SIDE), random.nextInt(SIDE), random.nextInt(SIDE));
        }
        graphics.dispose();
        return image;
    }

    /** Any colour whose parts are the given value or up to 127 more. */
    private static Color colour(Random random, int least) {
        return new Color(least + random.nextInt(128), least + random.nextInt(128), least + random.nextInt(128));
    }

    private static void write(Path file, BufferedImage image) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
