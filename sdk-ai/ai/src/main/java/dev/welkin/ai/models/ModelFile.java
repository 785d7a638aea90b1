package dev.welkin.ai.models;

/**
 * One file of a published model.
 *
 * @param name its name inside the model, relative, parted by {@code /}
 * @param sizeBytes its length
 * @param sha256 the SHA-256 of its bytes, 64 lower-case hexadecimal digits
 */
public record ModelFile(String name, long sizeBytes, String sha256) {
    /** The most bytes of one file: 2 GiB. */
    public static final long MAX_BYTES = 2L << 30;

    /** Refuses names that lead out of a model's folder, and sizes and digests that can't be. */
    public ModelFile {
        ModelNames.checkFile(name);
        if (sizeBytes < 0 || sizeBytes > MAX_BYTES) {
            throw Manifests.invalid(
                    "file '" + name + "' claims " + sizeBytes + " bytes; 0 to " + MAX_BYTES + " can be");
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw Manifests.invalid("file '" + name + "' needs a SHA-256 of 64 lower-case hexadecimal digits");
        }
    }
}
