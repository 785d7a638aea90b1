package dev.welkin.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A Maven repository in a folder, with what this build has packaged: the jars, the poms users see, and the BOM. */
final class PackagedRepository {
    private PackagedRepository() {}

    static void write(Path folder) throws IOException {
        for (Repository.Module module : Repository.publishedModules()) {
            copy(module.jar(), folder, module.artifactId(), "jar");
            copy(module.flattenedPom(), folder, module.artifactId(), "pom");
        }
        copy(Repository.ROOT.resolve("sdk-core/bom/target/.flattened-pom.xml"), folder, "welkin-bom", "pom");
    }

    private static void copy(Path file, Path folder, String artifactId, String type) throws IOException {
        Path home = folder.resolve("dev/welkin/" + artifactId + "/" + Repository.VERSION);
        Files.createDirectories(home);
        String name = artifactId + "-" + Repository.VERSION + "." + type;
        Files.copy(file, home.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
