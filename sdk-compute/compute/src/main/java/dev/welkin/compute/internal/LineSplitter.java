package dev.welkin.compute.internal;

import dev.welkin.compute.LogLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;

/** Cuts a stream of bytes into lines. */
final class LineSplitter {
    private static final int MAX_LINE_BYTES = 64 << 10;

    private final int attempt;
    private final LogLine.Source source;
    private final Queue<LogLine> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long offset;

    LineSplitter(int attempt, LogLine.Source source, Queue<LogLine> lines) {
        this.attempt = attempt;
        this.source = source;
        this.lines = lines;
    }

    LogLine.Source source() {
        return source;
    }

    /** How many bytes came so far. */
    long offset() {
        return offset;
    }

    void add(byte[] bytes) {
        offset += bytes.length;
        for (byte b : bytes) {
            if (b == '\n') {
                emit();
            } else {
                line.write(b);
                if (line.size() >= MAX_LINE_BYTES) {
                    emit();
                }
            }
        }
    }

    /** A last line may lack its end. */
    void end() {
        if (line.size() > 0) {
            emit();
        }
    }

    private void emit() {
        String text = line.toString(StandardCharsets.UTF_8);
        lines.add(new LogLine(attempt, source, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
        line.reset();
    }
}
