package dev.welkin.compute.internal.local;

import dev.welkin.spi.PrivateFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Excludes all threads and JVMs that share a folder. The channel stays open from first to last use: closing any
 * descriptor of a file drops the process's POSIX locks on it.
 */
final class FolderLock implements AutoCloseable {
    private static final long PAUSE_NANOS = 2_000_000;

    private final FileChannel channel;

    FolderLock(PrivateFolder folder, String file) throws IOException {
        channel = folder.file(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Runs an action under the lock. An interrupt waits until it is done: it would close the channel for good. */
    synchronized <T> T holding(Action<T> action) throws IOException {
        boolean interrupted = Thread.interrupted();
        try (FileLock lock = lock()) {
            return action.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** By trying, since a waiting lock ends with an interrupt and the channel with it. */
    private FileLock lock() throws IOException {
        while (true) {
            FileLock lock = tryLock();
            if (lock != null) {
                return lock;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private @Nullable FileLock tryLock() throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByAnotherInstanceInThisJvm) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** What runs under the lock. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }
}
