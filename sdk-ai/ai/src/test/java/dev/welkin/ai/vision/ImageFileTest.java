package dev.welkin.ai.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void imagesOfTheUsualKindsAreRead(String kind) throws IOException {
        BufferedImage image = ImageFile.read(file(kind));
        assertThat(image.getWidth()).isEqualTo(7);
        assertThat(image.getHeight()).isEqualTo(5);
    }

    @Test
    void sizeIsLookedAtBeforeAnythingIsUnpacked() {
        assertRefused(withSize(20_000, 20_000), "20000 x 20000 pixels");
        assertRefused(withSize(Integer.MAX_VALUE, 1), "2147483647 x 1");
    }

    @Test
    void imageWithoutAPixelIsRefused() {
        assertRefused(withSize(0, 0), "");
        assertRefused(withSize(10, 0), "");
    }

    @Test
    void whatIsNoImageIsRefused() throws IOException {
        assertRefused(new byte[0], "0 bytes can't be read");
        assertRefused("<svg></svg>".getBytes(StandardCharsets.UTF_8), "no JPEG, PNG, GIF or BMP");
        byte[] whole = file("png");
        assertRefused(Arrays.copyOf(whole, 40), "can't be read");
    }

    @Test
    void everyFlippedByteGivesAnImageOrARefusal() throws IOException {
        for (String kind : new String[] {"png", "jpg", "gif", "bmp"}) {
            byte[] whole = file(kind);
            for (int i = 0; i < whole.length; i++) {
                byte[] bytes = whole.clone();
                bytes[i] ^= 0x55;
                assertThat(readOrRefuse(bytes)).isTrue();
            }
        }
    }

    private static boolean readOrRefuse(byte[] bytes) {
        try {
            return ImageFile.read(bytes).getWidth() > 0;
        } catch (CloudException e) {
            return e.code() == ErrorCode.INVALID_ARGUMENT;
        }
    }

    private static byte[] file(String kind) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB), kind, out))
                .isTrue();
        return out.toByteArray();
    }

    /** The head of a PNG that claims a size; its checksum is right. */
    private static byte[] withSize(int width, int height) {
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

    private static void assertRefused(byte[] bytes, String words) {
        assertThatThrownBy(() -> ImageFile.read(bytes))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContaining(words);
    }
}
