package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files below a folder of this machine. Links to folders are not followed. */
record FolderFiles(Path folder) implements ExampleFiles {
    @Override
    public List<String> names() {
        if (!Files.isDirectory(folder)) {
            throw CloudException.of(
                    ErrorCode.NOT_FOUND, "There is no folder " + Shown.of(folder) + " to read examples from");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw failed("Listing " + Shown.of(folder), e);
        }
    }

    @Override
    public byte[] read(String name) {
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw CloudException.builder(
                                ErrorCode.INVALID_ARGUMENT,
                                Shown.of(name) + " has more than " + MAX_BYTES + " bytes, too many for an example")
                        .reason("too_large")
                        .build();
            }
            return bytes;
        } catch (IOException e) {
            throw failed("Reading " + Shown.of(name), e);
        }
    }

    @Override
    public String toString() {
        return Shown.of(folder);
    }

    private static CloudException failed(String what, Exception e) {
        return CloudException.of(ErrorCode.UNAVAILABLE, what + " failed: " + e, e);
    }
}
