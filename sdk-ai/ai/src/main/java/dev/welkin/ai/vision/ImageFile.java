package dev.welkin.ai.vision;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** Reads images from bytes that others made: its size is looked at before anything is unpacked. */
public final class ImageFile {
    /** The most pixels of an image: 50 million. */
    public static final long MAX_PIXELS = 50_000_000;

    private ImageFile() {}

    /**
     * Reads an image.
     *
     * @param bytes a JPEG, PNG, GIF or BMP file
     * @return the image, its first frame if it has several
     * @throws CloudException INVALID_ARGUMENT if it can't be read, has no pixel, or more than {@link #MAX_PIXELS}
     */
    public static BufferedImage read(byte[] bytes) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw unreadable(bytes, "it is no JPEG, PNG, GIF or BMP", null);
            }
            ImageReader reader = readers.next();
            reader.setInput(in, true, true);
            try {
                checkSize(reader.getWidth(0), reader.getHeight(0));
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (CloudException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // the JDK's readers throw both for broken files
            throw unreadable(bytes, String.valueOf(e.getMessage()), e);
        }
    }

    /** Refuses an image that is too large to be looked at. */
    static BufferedImage checkSize(BufferedImage image) {
        checkSize(image.getWidth(), image.getHeight());
        return image;
    }

    private static void checkSize(int width, int height) {
        if (width < 1 || height < 1 || (long) width * height > MAX_PIXELS) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "An image of " + width + " x " + height + " pixels can't be used: 1 to " + MAX_PIXELS
                                    + " pixels are taken. Make it smaller first, or cut it into tiles.")
                    .reason("image_size")
                    .build();
        }
    }

    private static CloudException unreadable(byte[] bytes, String why, @Nullable Exception e) {
        return CloudException.builder(
                        ErrorCode.INVALID_ARGUMENT,
                        "An image of " + bytes.length + " bytes can't be read: " + Shown.of(why)
                                + ". Check that the file is whole.")
                .reason("image_unreadable")
                .cause(e)
                .build();
    }
}
