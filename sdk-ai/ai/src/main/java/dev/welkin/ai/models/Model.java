package dev.welkin.ai.models;

import dev.welkin.CloudException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What can be published: a description and named files of bytes. A model that lives in memory implements it by two
 * short methods.
 */
public interface Model {
    /**
     * Says what this model is.
     *
     * @return the description that goes into its manifest
     */
    ModelDescription description();

    /**
     * Returns the model's content.
     *
     * @return bytes by file name; at least one. Names are relative, parted by {@code /}, for example
     *     {@code weights.bin}
     */
    Map<String, byte[]> files();

    /**
     * Puts a description and files together.
     *
     * @param description what the model says of itself
     * @param files bytes by file name, at least one; not copied
     * @return the model
     */
    static Model of(ModelDescription description, Map<String, byte[]> files) {
        return new FilesModel(description, Map.copyOf(files));
    }

    /**
     * Reads a model that is a single file.
     *
     * @param description what the model says of itself
     * @param file where it lies; it is read now, whole
     * @return the model
     * @throws CloudException NOT_FOUND or UNAVAILABLE if the file can't be read; UNSUPPORTED if it is larger than
     *     {@link PublishedModel#MAX_MEMORY_BYTES}
     */
    static Model of(ModelDescription description, Path file) {
        return of(description, Map.of(String.valueOf(file.getFileName()), FilesModel.read(file)));
    }
}
