package dev.welkin.storage.internal.file;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.PrivateFolder;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Locks of keys among the threads of this JVM and the processes of this machine: a thread's lock, then a region of one
 * lock file. Both are held for a rename, not for a write of content; a process that dies lets go.
 *
 * <p>File locks belong to the process, and closing any channel of a locked file frees them all (POSIX): so there is one
 * instance per root in a JVM, counted by its users.
 */
final class KeyLocks implements AutoCloseable {
    private static final int STRIPES = 1024;
    private static final Map<Path, KeyLocks> OPEN = new HashMap<>();

    private final Path root;
    private final FileChannel file;
    private final ReentrantLock[] threads = new ReentrantLock[STRIPES];
    private int users;

    private KeyLocks(Path root, FileChannel file) {
        this.root = root;
        this.file = file;
        for (int i = 0; i < STRIPES; i++) {
            threads[i] = new ReentrantLock();
        }
    }

    /** Opens the locks of a root; each opening needs its close. */
    static KeyLocks of(PrivateFolder root) throws IOException {
        synchronized (OPEN) {
            KeyLocks locks = OPEN.get(root.path());
            if (locks == null) {
                FileChannel file =
                        root.file(KeyPaths.INTERNAL + "/lock", StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                locks = new KeyLocks(root.path(), file);
                OPEN.put(root.path(), locks);
            }
            locks.users++;
            return locks;
        }
    }

    /** Waits for the lock of a key. */
    Held lock(String key, Attempt attempt) throws IOException, InterruptedException {
        int stripe = Math.floorMod(key.hashCode(), STRIPES);
        long deadline = System.nanoTime() + attempt.timeLeft().toNanos();
        if (!threads[stripe].tryLock(attempt.timeLeft().toNanos(), TimeUnit.NANOSECONDS)) {
            throw tooLong(key, attempt.timeLeft());
        }
        boolean locked = false;
        try {
            Held held = new Held(threads[stripe], lockRegion(key, stripe, deadline, attempt.timeLeft()));
            locked = true;
            return held;
        } finally {
            if (!locked) {
                threads[stripe].unlock();
            }
        }
    }

    /** Asks again and again: a blocking lock that is interrupted would close the channel, and free what others hold. */
    private FileLock lockRegion(String key, int stripe, long deadline, Duration patience)
            throws IOException, InterruptedException {
        for (long pause = 50; ; pause = Math.min(pause * 2, 5_000)) {
            FileLock lock = tryRegion(stripe);
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() > deadline) {
                throw tooLong(key, patience);
            }
            TimeUnit.MICROSECONDS.sleep(pause);
        }
    }

    private @Nullable FileLock tryRegion(int stripe) throws IOException {
        try {
            return file.tryLock(stripe, 1, false);
        } catch (OverlappingFileLockException e) {
            return null; // held by another class loader of this JVM
        }
    }

    private static CloudException tooLong(String key, Duration patience) {
        return CloudException.builder(
                        ErrorCode.TIMEOUT,
                        "Another writer held the lock of '" + Shown.of(key) + "' for " + patience.toMillis()
                                + " ms; nothing was written. Try again")
                .reason("key_locked")
                .outcomeUnknown(false)
                .build();
    }

    @Override
    public void close() throws IOException {
        synchronized (OPEN) {
            if (--users == 0) {
                OPEN.remove(root);
                file.close();
            }
        }
    }

    /** A lock that is held. */
    record Held(ReentrantLock thread, FileLock region) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try {
                region.release();
            } finally {
                thread.unlock();
            }
        }
    }
}
