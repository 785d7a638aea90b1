package dev.welkin.spi;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A folder of an embedded store, for its owner alone: folders are made with mode 0700 and files with 0600 whatever the
 * umask (an owner-only access list on Windows), nothing in it is reached through a symbolic link, and no path leaves
 * it. The root itself may be a link: it is the user's choice. Immutable; safe for use by several threads.
 */
public final class PrivateFolder {
    private final Path root;

    private PrivateFolder(Path root) {
        this.root = root;
    }

    /**
     * Opens a folder, making it and its missing parents. One that others may read or write gives one WARN.
     *
     * @param folder where
     * @return the folder
     * @throws CloudException INVALID_ARGUMENT if something else is there, PERMISSION_DENIED or UNAVAILABLE if it cannot
     *     be made
     */
    public static PrivateFolder open(Path folder) {
        try {
            FileModes.makeFolders(folder.toAbsolutePath().normalize());
            Path real = folder.toRealPath();
            FileModes.warnIfWider(real);
            return new PrivateFolder(real);
        } catch (IOException e) {
            throw FileModes.failure("The folder " + Shown.of(folder) + " cannot be opened", e);
        }
    }

    /**
     * Returns where this folder is.
     *
     * @return its real path
     */
    public Path path() {
        return root;
    }

    /**
     * Returns the path of something in this folder, which need not exist.
     *
     * @param relative one or more names parted by {@code /}; never {@code ..}
     * @return the absolute path
     * @throws CloudException INVALID_ARGUMENT (reason {@code outside_folder}) if it leads out of the folder or through
     *     a symbolic link
     */
    public Path resolve(String relative) {
        Path path = inside(relative);
        Path step = root;
        for (Path name : root.relativize(path)) {
            step = step.resolve(name);
            if (Files.isSymbolicLink(step)) {
                throw outside(relative, "goes through the symbolic link " + Shown.of(step));
            }
        }
        return path;
    }

    /**
     * Opens a folder in this one, making it and what lies between.
     *
     * @param relative one or more names parted by {@code /}
     * @return the folder
     * @throws CloudException as {@link #resolve} and {@link #open(Path)} say
     */
    public PrivateFolder folder(String relative) {
        return open(resolve(relative));
    }

    /**
     * Opens a file. One that is made gets mode 0600; its folder must exist.
     *
     * @param relative one or more names parted by {@code /}
     * @param options as {@link FileChannel#open(Path, OpenOption...)} takes them
     * @return the channel; the caller closes it
     * @throws IOException if it cannot be opened
     * @throws CloudException as {@link #resolve} says
     */
    public FileChannel file(String relative, OpenOption... options) throws IOException {
        Path path = resolve(relative);
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        if (!all.contains(StandardOpenOption.CREATE) && !all.contains(StandardOpenOption.CREATE_NEW)) {
            return FileChannel.open(path, all);
        }
        return FileModes.createFile(path, all);
    }

    private Path inside(String relative) {
        try {
            Path path = root.resolve(relative).normalize();
            boolean climbs = List.of(relative.split("[/\\\\]")).contains("..");
            if (climbs || !path.startsWith(root) || path.equals(root)) {
                throw outside(relative, "leads out of it");
            }
            return path;
        } catch (InvalidPathException e) {
            throw outside(relative, "is no path here");
        }
    }

    private CloudException outside(String relative, String what) {
        return CloudException.builder(
                        ErrorCode.INVALID_ARGUMENT,
                        "Asked for '" + Shown.of(relative) + "' in " + Shown.of(root) + ", which " + what
                                + "; use plain names inside the folder")
                .reason("outside_folder")
                .build();
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
