package dev.welkin.ai.djl.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.models.Model;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A model's files in a folder of its own, for engines that open files. Only the owner may read it. */
final class ModelFolder implements AutoCloseable {
    private final Path root;

    private ModelFolder(Path root) {
        this.root = root;
    }

    static ModelFolder of(Model model) {
        try {
            ModelFolder folder =
                    new ModelFolder(Files.createTempDirectory("welkin-model").toRealPath());
            folder.write(model.files());
            return folder;
        } catch (IOException e) {
            throw CloudException.of(
                    ErrorCode.UNAVAILABLE,
                    "The model could not be laid out in the temporary folder: " + e
                            + ". Make room there, or name another one with -Djava.io.tmpdir.",
                    e);
        }
    }

    Path file(String name) {
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root) || file.equals(root)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "The file name '" + Shown.of(name) + "' leads out of the model");
        }
        return file;
    }

    /** Where a system can't delete what is open, files stay until the JVM ends. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            deleteAtExit();
        }
    }

    /** In the order of the calls' reverse: files first. */
    private void deleteAtExit() {
        try (Stream<Path> files = Files.walk(root)) {
            files.forEach(file -> file.toFile().deleteOnExit());
        } catch (IOException e) {
            root.toFile().deleteOnExit();
        }
    }

    private Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? root : parent;
    }

    private void write(Map<String, byte[]> files) throws IOException {
        try {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                Path file = file(entry.getKey());
                Files.createDirectories(parent(file));
                Files.write(file, entry.getValue());
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Finds the one file of a model that has an ending; the rest are files that it brings along. */
    static Map.Entry<String, byte[]> onlyFile(Model model, String suffix, String kind) {
        List<Map.Entry<String, byte[]>> found = model.files().entrySet().stream()
                .filter(file -> file.getKey().endsWith(suffix))
                .toList();
        if (found.size() != 1) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED,
                    kind + " has exactly one file that ends in " + suffix + "; this one has "
                            + Shown.of(model.files().keySet()));
        }
        return found.get(0);
    }
}
