package dev.welkin.spi;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of one embedded store: one holder among all processes of the machine and all threads and class loaders of
 * this JVM. A process that ends, however, frees it. The lock file stays; it tells the last holder. Close it to free it.
 * Safe for use by several threads.
 */
public final class StoreLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreLock.class);
    private static final String FILE = ".lock";
    private static final int MAX_HOLDER_BYTES = 1024;
    /** Far behind the text: Windows lets nobody read a locked region, and others must read who holds it. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final String entry;
    private final FileChannel channel;

    private StoreLock(String entry, FileChannel channel) {
        this.entry = entry;
        this.channel = channel;
    }

    /**
     * Takes the lock of a folder without waiting.
     *
     * @param folder the store's folder; the lock is the file {@code .lock} in it
     * @return the lock
     * @throws CloudException CONFLICT (reason {@code store_held}, not retryable) if somebody holds it, saying which
     *     process, program and since when; PERMISSION_DENIED or UNAVAILABLE if the file cannot be used
     */
    public static StoreLock acquire(PrivateFolder folder) {
        String entry = "welkin.lock." + folder.path().resolve(FILE);
        String holder = describeThisProcess();
        // File locks don't exclude threads, and closing a second channel of a locked file would free the first one's
        // lock (POSIX). So this JVM's holders stand in one table. System properties are the table that all class
        // loaders of a JVM share.
        Object known = System.getProperties().putIfAbsent(entry, holder);
        if (known != null) {
            throw held(folder, known + " (this process)");
        }
        try {
            return new StoreLock(entry, lock(folder, holder));
        } catch (RuntimeException e) {
            System.clearProperty(entry);
            throw e;
        }
    }

    private static FileChannel lock(PrivateFolder folder, String holder) {
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = folder.file(FILE, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                throw held(folder, read(channel));
            }
            write(channel, holder);
            locked = true;
            return channel;
        } catch (OverlappingFileLockException e) {
            throw held(folder, holder + " (this process)");
        } catch (ClosedByInterruptException e) {
            throw CloudException.interrupted("lock " + Shown.of(folder), e);
        } catch (IOException e) {
            throw FileModes.failure("The lock of " + Shown.of(folder) + " cannot be taken", e);
        } finally {
            if (!locked) {
                closeQuietly(channel);
            }
        }
    }

    /** Frees the lock; later calls do nothing. */
    @Override
    public void close() {
        synchronized (channel) {
            if (channel.isOpen()) {
                closeQuietly(channel);
                System.clearProperty(entry);
            }
        }
    }

    @Override
    public String toString() {
        return entry;
    }

    /** The main class or jar alone: arguments may hold secrets. */
    private static String describeThisProcess() {
        String command = System.getProperty("sun.java.command", "java");
        return "process " + ProcessHandle.current().pid() + " (" + Shown.of(command.split(" ", 2)[0]) + ") since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static void write(FileChannel channel, String holder) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
        channel.force(true);
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_HOLDER_BYTES);
        channel.read(bytes, 0);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        return text.isEmpty() ? "another process" : Shown.of(text);
    }

    private static CloudException held(PrivateFolder folder, String holder) {
        return CloudException.builder(
                        ErrorCode.CONFLICT,
                        "The store " + Shown.of(folder) + " is held by " + holder
                                + ". Close it there first, share one Cloud inside a program, or use another folder.")
                .reason("store_held")
                .resource(folder.toString())
                .retryable(false)
                .build();
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // the lock is gone with the channel whatever close says
            LOG.debug("Closing a lock file failed", e);
        }
    }
}
