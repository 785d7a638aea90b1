package dev.welkin.ai.models;

/**
 * Reads models of one format back from their files. Reading MUST run no code of the file unless {@link #isCode}, bound
 * what it allocates whatever the file claims, and answer bytes it can't understand with a CORRUPTED error. It is
 * GUARANTEED that the manifest's format is {@link #name} and that every file's size and SHA-256 are as the manifest
 * says.
 *
 * @param <T> the model
 */
public interface ModelFormat<T> {
    /**
     * Returns what manifests call this format.
     *
     * @return for example {@code welkin-text-1}
     */
    String name();

    /**
     * Tells whether a file of this format can do what a program can, as TorchScript can. The registry reads such a
     * format only where a trusted key has signed the version, or everything is trusted.
     *
     * @return false unless overridden
     */
    default boolean isCode() {
        return false;
    }

    /**
     * Reads a model.
     *
     * @param published its manifest and files
     * @return the model
     * @throws dev.welkin.CloudException CORRUPTED if the files are not of this format
     */
    T read(PublishedModel published);
}
