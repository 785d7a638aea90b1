package dev.welkin.storage.internal.sync;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A user's folder. Links in it are neither followed nor written through, and no relative path leads out of it, on this
 * or on another system.
 */
public final class SyncFolder {
    private static final Set<String> RESERVED = Set.of("con", "prn", "aux", "nul");
    private static final int MAX_NAME_BYTES = 255;

    private final Path root;
    /** What each written path looks like to a file system that minds neither case nor Unicode form. */
    private final Map<String, String> written = new HashMap<>();

    public SyncFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** All regular files, by their relative path with slashes. */
    public Map<String, BasicFileAttributes> files() {
        Map<String, BasicFileAttributes> files = new TreeMap<>();
        if (!Files.exists(root)) {
            return files;
        }
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        files.put(relative(file), attributes);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw failed("read", root, e);
        }
        return files;
    }

    /** The file of a path that {@link #files} gave. */
    public Path file(String relative) {
        return root.resolve(relative);
    }

    /** Finds where an object goes, and makes its folders; refuses what would lead elsewhere or hide another. */
    public synchronized Path place(String relative) {
        for (String segment : relative.split("/", -1)) {
            requireName(segment, relative);
        }
        String folded = Normalizer.normalize(relative, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        String other = written.putIfAbsent(folded, relative);
        if (other != null && !other.equals(relative)) {
            throw bad("'" + Shown.of(relative) + "' and '" + Shown.of(other)
                    + "' differ only in case or Unicode form: some file systems cannot hold both");
        }
        Path file = root.resolve(relative).normalize();
        if (!file.startsWith(root)) {
            throw bad("'" + Shown.of(relative) + "' leads out of the folder");
        }
        makeFolders(file);
        return file;
    }

    public void delete(String relative) {
        try {
            Files.deleteIfExists(file(relative));
        } catch (IOException e) {
            throw failed("delete", file(relative), e);
        }
    }

    private void makeFolders(Path file) {
        Path folder = root;
        try {
            Files.createDirectories(root);
            for (Path name : root.relativize(file.getParent() == null ? root : file.getParent())) {
                folder = folder.resolve(name);
                if (Files.isSymbolicLink(folder)) {
                    throw bad(Shown.of(folder) + " is a link; nothing is written through it");
                }
                if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && !folder.equals(root)) {
                    Files.createDirectory(folder);
                }
            }
        } catch (IOException e) {
            throw failed("make", folder, e);
        }
    }

    private static void requireName(String name, String relative) {
        String base = name.toLowerCase(Locale.ROOT).split("\\.", -1)[0];
        boolean device = RESERVED.contains(base) || base.matches("(com|lpt)[0-9]");
        boolean plain = !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && !name.endsWith(".")
                && !name.endsWith(" ")
                && name.chars().noneMatch(c -> c < ' ' || "<>:\"|?*\\".indexOf(c) >= 0)
                && name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= MAX_NAME_BYTES;
        if (device || !plain) {
            throw bad("'" + Shown.of(relative) + "' has a part that is no file name on every system: '" + Shown.of(name)
                    + "'");
        }
    }

    private String relative(Path file) {
        return String.join(
                "/",
                List.of(root.relativize(file)
                        .toString()
                        .split(
                                java.util.regex.Pattern.quote(
                                        file.getFileSystem().getSeparator()),
                                -1)));
    }

    private static CloudException bad(String message) {
        return CloudException.builder(ErrorCode.INVALID_ARGUMENT, message)
                .reason("path")
                .build();
    }

    private static CloudException failed(String verb, Path path, IOException e) {
        return CloudException.builder(ErrorCode.UNAVAILABLE, "Cannot " + verb + " " + Shown.of(path) + ": " + e)
                .reason("local_file")
                .cause(e)
                .retryable(false)
                .build();
    }
}
