package dev.welkin.ai.djl;

import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.vision.ImageFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real models, photos and sound, where WELKIN_TEST_DATA names a folder that has them. */
final class TestData {
    private TestData() {}

    static Path file(String name) {
        String data = System.getenv("WELKIN_TEST_DATA");
        Assumptions.assumeTrue(data != null, "WELKIN_TEST_DATA names no folder with models, images and audio in it");
        Path file = Path.of(String.valueOf(data), name);
        Assumptions.assumeTrue(Files.exists(file), "WELKIN_TEST_DATA has no " + name);
        return file;
    }

    static InferenceModel model(String name, ModelDescription description) {
        return InferenceModel.open(Model.of(description, file("models/" + name)));
    }

    static BufferedImage photo(String name) {
        return ImageFile.read(bytes("images/faces/" + name));
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
