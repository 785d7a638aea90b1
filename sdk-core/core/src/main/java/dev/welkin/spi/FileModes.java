package dev.welkin.spi;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes folders and files that only their owner can read: POSIX modes, or access lists where there are none. */
final class FileModes {
    private static final Logger LOG = LoggerFactory.getLogger(FileModes.class);
    private static final Set<PosixFilePermission> FILE = Set.of(OWNER_READ, OWNER_WRITE);
    private static final Set<PosixFilePermission> FOLDER = Set.of(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);

    private FileModes() {}

    /** Makes a folder and its missing parents, each with mode 0700. */
    static void makeFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            makeFolders(parent);
        }
        try {
            Files.createDirectory(folder, atCreation(folder, FOLDER));
            restrict(folder, FOLDER);
        } catch (FileAlreadyExistsException e) {
            requireFolder(folder); // another thread or process may have made it meanwhile
        }
    }

    /** Opens a file that may have to be made; a new one has mode 0600 from its first moment. */
    static FileChannel createFile(Path file, Set<OpenOption> options) throws IOException {
        boolean there = Files.exists(file, NOFOLLOW_LINKS);
        FileChannel channel = FileChannel.open(file, options, atCreation(file, FILE));
        if (!there) {
            restrict(file, FILE);
        }
        return channel;
    }

    /** Says once that others can reach a folder. */
    static void warnIfWider(Path folder) throws IOException {
        if (posix(folder)) {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
            if (!FOLDER.containsAll(mode)) {
                LOG.warn(
                        "{} has the mode {}: others may reach what is stored there. Run: chmod 700 {}",
                        folder,
                        PosixFilePermissions.toString(mode),
                        folder);
            }
        }
    }

    /** Turns a file system's failure into a portable error. */
    static CloudException failure(String what, IOException e) {
        ErrorCode code = ErrorCode.UNAVAILABLE;
        if (e instanceof AccessDeniedException) {
            code = ErrorCode.PERMISSION_DENIED;
        } else if (e instanceof NotDirectoryException) {
            code = ErrorCode.INVALID_ARGUMENT;
        }
        return CloudException.of(code, what + ": " + e, e);
    }

    private static void requireFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
    }

    private static FileAttribute<?>[] atCreation(Path path, Set<PosixFilePermission> mode) throws IOException {
        return posix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
                : new FileAttribute<?>[0];
    }

    /** A umask can only take bits away; this gives the owner's back. */
    private static void restrict(Path path, Set<PosixFilePermission> mode) throws IOException {
        AclFileAttributeView acl = Files.getFileAttributeView(path, AclFileAttributeView.class, NOFOLLOW_LINKS);
        if (posix(path)) {
            Files.setPosixFilePermissions(path, mode);
        } else if (acl != null) {
            acl.setAcl(List.of(ownerOnly(acl)));
        }
    }

    private static AclEntry ownerOnly(AclFileAttributeView acl) throws IOException {
        return AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(acl.getOwner())
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .build();
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }
}
