package dev.welkin.compute.internal.local;

import dev.welkin.spi.PrivateFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;

/**
 * Who this JVM is to the others on a folder: the holder of a lock on a file of its own, which the system drops when the
 * JVM ends, however it ends. The file's name begins with the JVM, so that a JVM never opens a file of its own a second
 * time, which would drop the lock.
 */
final class Owner implements AutoCloseable {
    private final PrivateFolder folder;
    private final String name;
    private final FileChannel channel;

    Owner(PrivateFolder folder) throws IOException {
        this.folder = folder;
        this.name = jvm() + UUID.randomUUID().toString().substring(0, 8);
        this.channel = folder.file(name, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            throw new IOException("the new file " + file(name) + " is locked already");
        }
    }

    String name() {
        return name;
    }

    /** True unless the named JVM, or the instance in it, is surely gone. */
    boolean alive(String other) {
        Path file = file(other);
        if (other.equals(name) || !other.matches("[0-9a-f-]+")) {
            return true;
        }
        if (other.startsWith(jvm())) {
            return Files.exists(file);
        }
        return locked(file);
    }

    private static boolean locked(Path file) {
        try (FileChannel probe = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = probe.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(file);
            }
            return lock == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException | OverlappingFileLockException e) {
            return true;
        }
    }

    private Path file(String owner) {
        return folder.resolve(owner);
    }

    private static String jvm() {
        ProcessHandle self = ProcessHandle.current();
        long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return self.pid() + "-" + start + "-";
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file(name));
        channel.close();
    }
}
