package dev.welkin.ai.djl;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
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

    /** The head of a PNG that claims a size; its checksum is right. */
    static byte[] pngClaiming(int width, int height) {
        ByteBuffer head = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(head.array());
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
                .putInt(13)
                .put(head.array())
                .putInt((int) crc.getValue())
                .array();
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
