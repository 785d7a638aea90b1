package dev.welkin.ai.models;

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
}
