package dev.welkin.compute.internal;

import dev.welkin.compute.LogLine;
import dev.welkin.compute.spi.ComputeDriver;
import dev.welkin.compute.spi.TaskId;
import java.io.InputStream;

/** A program's output as a stream, read piece by piece from the driver. */
final class LogInput extends InputStream {
    private static final int PIECE_BYTES = 64 << 10;

    private final TaskId task;
    private final LogLine.Source source;
    private final ComputeDriver driver;
    private byte[] piece = new byte[0];
    private int next;
    private long offset;

    LogInput(TaskId task, LogLine.Source source, ComputeDriver driver) {
        this.task = task;
        this.source = source;
        this.driver = driver;
    }

    @Override
    public int read() {
        return fill() ? piece[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] to, int off, int len) {
        if (len == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(len, piece.length - next);
        System.arraycopy(piece, next, to, off, count);
        next += count;
        return count;
    }

    private boolean fill() {
        if (next == piece.length) {
            piece = driver.readLog(task, source, offset, PIECE_BYTES).orElse(new byte[0]);
            offset += piece.length;
            next = 0;
        }
        return next < piece.length;
    }
}
