package dev.welkin.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checkout that the tests look at. */
final class Repository {
    static final Path ROOT =
            Path.of(System.getProperty("welkin.root", "..")).toAbsolutePath().normalize();
    static final String VERSION = System.getProperty("welkin.version", "0.1.0-SNAPSHOT");

    private Repository() {}

    /** A module that makes a jar for users, with what its pom and build say. */
    record Module(Path folder, String artifactId) {
        Path jar() {
            return folder.resolve("target/" + artifactId + "-" + VERSION + ".jar");
        }

        Path dependencyList() {
            return folder.resolve("target/dependencies.txt");
        }

        /** What users see as the module's pom: no parent, versions resolved. */
        Path flattenedPom() {
            return folder.resolve("target/.flattened-pom.xml");
        }
    }

    /** Every published jar: the modules of sdk-core, sdk-storage, sdk-compute and sdk-ai that have sources. */
    static List<Module> publishedModules() {
        return Stream.of("sdk-core", "sdk-storage", "sdk-compute", "sdk-ai")
                .flatMap(group -> list(ROOT.resolve(group)))
                .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                .map(folder -> new Module(folder, artifactId(folder)))
                .toList();
    }

    /** Every Markdown page of the project. */
    static List<Path> pages() {
        Stream<Path> inDocs =
                walk(ROOT.resolve("docs")).filter(p -> !p.toString().contains("/target/"));
        return Stream.concat(Stream.of(ROOT.resolve("README.md")), inDocs)
                .filter(p -> p.toString().endsWith(".md"))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read; run 'mvn verify' at the root", e);
        }
    }

    static Stream<Path> walk(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The module's own artifactId is the first one behind the parent's. */
    private static String artifactId(Path folder) {
        String pom = read(folder.resolve("pom.xml"));
        String own = pom.substring(pom.indexOf("</parent>"));
        return own.substring(own.indexOf("<artifactId>") + 12, own.indexOf("</artifactId>"));
    }
}
