package dev.welkin.compute.internal.local;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where this program's classes come from: the class path of the JVM, and what class loaders above it name, since build
 * tools and notebooks run programs in a class loader of their own.
 */
final class ClassPath {
    private ClassPath() {}

    /** The class path as seen from the current thread, each entry absolute: the child starts in another folder. */
    static String current() {
        Set<String> entries = new LinkedHashSet<>();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        for (; loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader named) {
                addFiles(named, entries);
            }
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    private static void addFiles(URLClassLoader loader, Set<String> entries) {
        for (URL url : loader.getURLs()) {
            if (url.getProtocol().equals("file")) {
                entries.add(Path.of(URI.create(url.toString())).toString());
            }
        }
    }
}
