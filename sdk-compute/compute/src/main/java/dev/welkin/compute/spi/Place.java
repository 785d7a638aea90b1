package dev.welkin.compute.spi;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A reserved place for one attempt: its folder and its share of the machine. Used by one thread at a time, apart from
 * the {@link Task}.
 */
public interface Place extends AutoCloseable {
    /**
     * Writes a file into the folder.
     *
     * @param path relative, with {@code /}, without {@code ..} (guaranteed)
     * @param content its bytes; the caller closes it
     * @throws IOException if it cannot be written
     */
    void put(String path, InputStream content) throws IOException;

    /**
     * Lists the regular files of the folder. Must not follow symbolic links.
     *
     * @return them, in any order
     * @throws IOException if the folder cannot be read
     */
    List<PlacedFile> files() throws IOException;

    /**
     * Opens a file of the folder. Must not follow symbolic links.
     *
     * @param path one of {@link #files}
     * @return its bytes; the caller closes it
     * @throws IOException if it cannot be read
     */
    InputStream read(String path) throws IOException;

    /**
     * Starts the program in the folder. Called at most once.
     *
     * @param launch what to start
     * @return the running program
     * @throws IOException if it cannot be started; nothing is left running
     */
    Task start(Launch launch) throws IOException;

    /**
     * Returns the program of a place that was found again.
     *
     * @return the program, or empty if none was started
     */
    Optional<Task> task();

    /**
     * Gives the place back: ends what still runs, removes the folder, frees its share. Calling it again does nothing.
     */
    @Override
    void close();

    /**
     * A file in the folder.
     *
     * @param path below the folder, with {@code /}
     * @param sizeBytes its size
     */
    record PlacedFile(String path, long sizeBytes) {}
}
