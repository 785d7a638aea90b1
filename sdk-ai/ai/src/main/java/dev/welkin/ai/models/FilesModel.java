package dev.welkin.ai.models;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** A model whose files lie in memory. */
record FilesModel(ModelDescription description, Map<String, byte[]> files) implements Model {
    static byte[] read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(PublishedModel.MAX_MEMORY_BYTES);
            if (in.read() >= 0) {
                throw CloudException.of(
                        ErrorCode.UNSUPPORTED,
                        Shown.of(file) + " has more than " + PublishedModel.MAX_MEMORY_BYTES
                                + " bytes, too many for a model of one file; part its weights");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw CloudException.of(ErrorCode.NOT_FOUND, "There is no model file " + Shown.of(file), e);
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.UNAVAILABLE, "Reading " + Shown.of(file) + " failed: " + e, e);
        }
    }
}
