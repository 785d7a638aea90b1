package dev.welkin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes down what a durable service promised and did, one line per fact, so that a test can check it afterwards with
 * {@link HistoryCheck}. Each fact is one write in append mode: it survives the death of this process, and several
 * processes may write one file. Safe for use by several threads.
 */
public final class History implements AutoCloseable {
    private final FileChannel file;

    private History(FileChannel file) {
        this.file = file;
    }

    /**
     * Opens a history and appends to what it holds.
     *
     * @param path the file; made if missing
     * @return the history
     * @throws UncheckedIOException if it cannot be opened
     */
    public static History open(Path path) {
        try {
            return new History(FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException("the history " + path + " cannot be opened", e);
        }
    }

    /**
     * Writes down that something is about to be sent. Write it before sending.
     *
     * @param key what is kept in order, for example the partition key
     * @param id names the one thing
     */
    public void sent(String key, String id) {
        append(Fact.SENT, key, id);
    }

    /**
     * Writes down that the service confirmed something. Write it after the confirmation.
     *
     * @param key what is kept in order
     * @param id names the one thing
     */
    public void confirmed(String key, String id) {
        append(Fact.CONFIRMED, key, id);
    }

    /**
     * Writes down that something arrived.
     *
     * @param key what is kept in order
     * @param id names the one thing
     */
    public void delivered(String key, String id) {
        append(Fact.DELIVERED, key, id);
    }

    /**
     * Writes down that an acknowledgement was accepted. Write it after the service accepted it.
     *
     * @param key what is kept in order
     * @param id names the one thing
     */
    public void acked(String key, String id) {
        append(Fact.ACKED, key, id);
    }

    /** Closes the file. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be closed", e);
        }
    }

    private void append(Fact fact, String key, String id) {
        String line = fact.name() + '\t' + plain(key) + '\t' + plain(id) + '\n';
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        try {
            file.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be written", e);
        }
        if (bytes.hasRemaining()) {
            throw new IllegalStateException("the disk is full: a fact was cut off");
        }
    }

    private static String plain(String text) {
        if (text.indexOf('\t') >= 0 || text.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a key or id holds neither tabs nor line ends");
        }
        return text;
    }

    /** What happened. */
    public enum Fact {
        /** It was about to be sent. */
        SENT,
        /** The service said that it has it. */
        CONFIRMED,
        /** It arrived. */
        DELIVERED,
        /** The service took the acknowledgement. */
        ACKED
    }

    /**
     * One line of a history.
     *
     * @param fact what happened
     * @param key what is kept in order
     * @param id names the one thing
     */
    public record Entry(Fact fact, String key, String id) {}
}
