package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.internal.stream.Pipe;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * An object that is written piece by piece, in bounded memory. It is there once {@link #commit} returned; closing it
 * before, as a failure in a try block does, leaves nothing. For one thread.
 *
 * <pre>{@code
 * try (ObjectWriter writer = bucket.writer("log.txt", PutOptions.defaults())) {
 *     writer.write(line);
 *     writer.commit();
 * }
 * }</pre>
 */
public final class ObjectWriter extends OutputStream {
    private final Pipe pipe = new Pipe();
    private final CompletableFuture<ObjectInfo> written = new CompletableFuture<>();
    private boolean ended;

    ObjectWriter(String key, Function<InputStream, ObjectInfo> put) {
        Thread thread = new Thread(() -> run(put), "welkin-writer-" + dev.welkin.spi.Shown.of(key));
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /**
     * Writes all bytes of an array, as {@link #write(byte[], int, int)} says.
     *
     * @param bytes an array
     */
    @Override
    public void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    /** Does nothing: what was written goes on its way by itself, and is visible once it is committed. */
    @Override
    public void flush() {}

    /**
     * Writes bytes; waits while the backend is slower.
     *
     * @param bytes an array
     * @param offset the first byte
     * @param length how many
     * @throws CloudException what the write failed with; CLOSED after it was committed or closed
     */
    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (ended) {
            throw CloudException.of(ErrorCode.CLOSED, "The writer was committed or closed; open another");
        }
        boolean taken;
        try {
            taken = pipe.write(bytes, offset, length);
        } catch (InterruptedException e) {
            throw CloudException.interrupted("write an object", e);
        }
        if (!taken) {
            join();
            throw CloudException.of(ErrorCode.INTERNAL, "The write ended before its content");
        }
    }

    /**
     * Makes the object visible.
     *
     * @return the new version
     * @throws CloudException what the write failed with, as {@link Bucket#put(String, InputStream, PutOptions)} says;
     *     CLOSED if it was closed before
     */
    public ObjectInfo commit() {
        if (ended && !written.isDone()) {
            throw CloudException.of(ErrorCode.CLOSED, "The writer was closed; nothing was stored");
        }
        ended = true;
        pipe.end();
        return join();
    }

    /** Gives up what was not committed, and waits until it is gone. */
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            pipe.fail("given up by its writer");
            written.handle((info, failure) -> null).join();
        }
    }

    private ObjectInfo join() {
        try {
            return written.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CloudException failure) {
                throw failure;
            }
            throw CloudException.of(ErrorCode.INTERNAL, "The write failed: " + e.getCause(), e);
        }
    }

    private void run(Function<InputStream, ObjectInfo> put) {
        try {
            written.complete(put.apply(pipe.input()));
        } catch (CloudException e) {
            written.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            written.completeExceptionally(
                    CloudException.of(ErrorCode.INTERNAL, "The write failed unexpectedly: " + e, e));
        } finally {
            pipe.abandon();
        }
    }
}
