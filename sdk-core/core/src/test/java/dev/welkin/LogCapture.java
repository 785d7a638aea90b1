package dev.welkin;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged while it is open, at every level. */
public final class LogCapture extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("dev.welkin");
    private final Level before = logger.getLevel();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    public LogCapture() {
        setLevel(Level.ALL);
        logger.setLevel(Level.ALL);
        logger.addHandler(this);
    }

    /** Level and message of each event of the loggers whose names begin so. */
    public List<String> lines(String loggers) {
        return records.stream()
                .filter(r -> String.valueOf(r.getLoggerName()).startsWith(loggers))
                .map(LogCapture::line)
                .toList();
    }

    private static String line(LogRecord r) {
        String level =
                r.getLevel().equals(Level.WARNING) ? "WARN" : r.getLevel().getName();
        return level + " " + r.getMessage() + (r.getThrown() == null ? "" : " " + r.getThrown());
    }

    @Override
    public void publish(LogRecord r) {
        records.add(r);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
    }
}
