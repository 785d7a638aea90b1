package dev.welkin.ai.internal.table;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads comma-separated values as RFC 4180 has them, record by record: cells in quotes may hold separators, doubled
 * quotes and line ends. Beyond the RFC, lines may end in LF or CR alone, a byte order mark at the beginning and empty
 * lines are passed over, and the separator may be another character. Never holds more than one record. For one thread.
 */
public final class CsvReader {
    /** The most characters of a record: 2^22. */
    public static final int MAX_RECORD_CHARS = 1 << 22;

    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int END = -1;

    private final Reader in;
    private final int separator;
    private final char[] buffer = new char[1 << 13];
    private final StringBuilder cell = new StringBuilder();
    private int at;
    private int filled;
    private long line = 1;
    private long recordLine = 1;
    private int recordChars;
    private boolean begun;

    /**
     * Begins to read.
     *
     * @param in where from; not closed
     * @param separator what parts cells; no quote and no line end
     */
    public CsvReader(Reader in, char separator) {
        this.in = in;
        this.separator = separator;
    }

    /**
     * Reads the next record.
     *
     * @return its cells, one or more; null at the end
     * @throws CloudException INVALID_ARGUMENT (reason {@code csv}) if it is none, naming the line; UNAVAILABLE if
     *     reading fails
     */
    public @Nullable List<String> next() {
        recordChars = 0;
        int c = firstOfRecord();
        if (c == END) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        while (true) {
            int after = c == '"' ? quoted() : plain(c);
            countChar();
            cells.add(cell.toString());
            cell.setLength(0);
            if (after != separator) {
                return cells;
            }
            c = unquoted();
        }
    }

    /**
     * Tells where the last record began.
     *
     * @return its first line, from 1
     */
    public long line() {
        return recordLine;
    }

    private int firstOfRecord() {
        int c = unquoted();
        if (c == BYTE_ORDER_MARK && !begun) {
            c = unquoted();
        }
        begun = true;
        while (c == '\n') {
            c = unquoted();
        }
        recordLine = line;
        return c;
    }

    /** Reads a cell from its first character on, and returns what ended it. */
    private int plain(int first) {
        int c = first;
        while (c != separator && c != '\n' && c != END) {
            if (c == '"') {
                throw malformed("there is a quote inside a cell that does not begin with one");
            }
            append(c);
            c = unquoted();
        }
        return c;
    }

    /** Reads a cell after its first quote, and returns what ended it. */
    private int quoted() {
        while (true) {
            int c = read();
            if (c == END) {
                throw malformed("a cell begins with a quote that is never closed");
            }
            if (c == '"') {
                int next = unquoted();
                if (next == separator || next == '\n' || next == END) {
                    return next;
                }
                if (next != '"') {
                    throw malformed("a cell goes on after its closing quote");
                }
            }
            append(c);
        }
    }

    private void append(int c) {
        countChar();
        cell.append((char) c);
    }

    /** Separators count too, or a record of nothing else would have no end. */
    private void countChar() {
        recordChars++;
        if (recordChars > MAX_RECORD_CHARS) {
            throw malformed("a record has more than " + MAX_RECORD_CHARS + " characters");
        }
    }

    /** The next character outside of quotes, where each kind of line end is one LF. */
    private int unquoted() {
        int c = read();
        if (c == '\r' && peek() == '\n') {
            return read();
        }
        return c == '\r' ? '\n' : c;
    }

    private int read() {
        int c = peek();
        if (c != END) {
            at++;
        }
        if (c == '\n' || (c == '\r' && peek() != '\n')) {
            line++;
        }
        return c;
    }

    private int peek() {
        return at < filled || fill() ? buffer[at] : END;
    }

    private boolean fill() {
        try {
            at = 0;
            filled = Math.max(0, in.read(buffer));
            return filled > 0;
        } catch (CharacterCodingException e) {
            throw malformed("it is no UTF-8 text", e);
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.UNAVAILABLE, "Reading comma-separated values failed: " + e, e);
        }
    }

    private CloudException malformed(String why) {
        return malformed(why, null);
    }

    private CloudException malformed(String why, @Nullable Exception cause) {
        CloudException.Builder error = CloudException.builder(
                        ErrorCode.INVALID_ARGUMENT,
                        "These are no comma-separated values: " + why + ", in the record that begins in line "
                                + recordLine + ". Write them as RFC 4180 has them.")
                .reason("csv");
        return (cause == null ? error : error.cause(cause)).build();
    }
}
