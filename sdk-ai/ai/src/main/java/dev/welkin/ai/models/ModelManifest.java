package dev.welkin.ai.models;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a published version is. Immutable, as the version itself is.
 *
 * @param name the model's name
 * @param version its number, from 1
 * @param published when it was published
 * @param description what the model says of itself
 * @param files its files; at least one, names distinct whatever their case
 */
public record ModelManifest(
        String name, int version, Instant published, ModelDescription description, List<ModelFile> files) {
    /** The most files of one model: 1,000. */
    public static final int MAX_FILES = 1000;

    /** Copies the files and checks them. */
    public ModelManifest {
        ModelNames.checkModel(name);
        files = List.copyOf(files);
        if (version < 1) {
            throw Manifests.invalid("version " + version + ": versions count from 1");
        }
        if (files.isEmpty() || files.size() > MAX_FILES) {
            throw Manifests.invalid(files.size() + " files: a model has 1 to " + MAX_FILES);
        }
        Set<String> seen = new HashSet<>();
        for (ModelFile file : files) {
            if (!seen.add(file.name().toLowerCase(Locale.ROOT))) {
                throw Manifests.invalid("file '" + file.name() + "' is named twice");
            }
        }
    }

    /**
     * Returns this version as a reference that never moves.
     *
     * @return for example {@code faces:3}
     */
    public String reference() {
        return name + ":" + version;
    }

    /**
     * Finds one of the files.
     *
     * @param file its name
     * @return the file
     * @throws CloudException NOT_FOUND if the manifest does not name it
     */
    public ModelFile file(String file) {
        return files.stream()
                .filter(f -> f.name().equals(file))
                .findFirst()
                .orElseThrow(() -> CloudException.of(
                        ErrorCode.NOT_FOUND,
                        reference() + " has no file '" + Shown.of(file) + "'; it has "
                                + files.stream().map(ModelFile::name).toList()));
    }
}
