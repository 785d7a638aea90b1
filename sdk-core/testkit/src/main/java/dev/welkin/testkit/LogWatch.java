package dev.welkin.testkit;

import java.util.function.BiConsumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Hands over every event that is logged anywhere in the JVM while it is open, at every level. */
final class LogWatch extends Handler implements AutoCloseable {
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final SimpleFormatter words = new SimpleFormatter();
    private final BiConsumer<String, Object> seen;
    private volatile boolean any;

    LogWatch(BiConsumer<String, Object> seen) {
        this.seen = seen;
        setLevel(Level.ALL);
        root.setLevel(Level.ALL);
        root.addHandler(this);
        requireSight();
    }

    @Override
    public void publish(LogRecord event) {
        any = true;
        String where = "the log: " + event.getLevel() + " of " + event.getLoggerName();
        seen.accept(where, words.formatMessage(event));
        if (event.getThrown() != null) {
            seen.accept(where, event.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        root.setLevel(before);
    }

    /** Without this, a test with another logging library would see no event and always pass. */
    private void requireSight() {
        LoggerFactory.getLogger(LogWatch.class).trace("watching");
        if (!any) {
            close();
            throw new IllegalStateException("What is logged cannot be seen: SLF4J is bound to "
                    + LoggerFactory.getILoggerFactory().getClass().getName()
                    + ". Let org.slf4j:slf4j-jdk14 be the only binding on the class path of the tests.");
        }
    }
}
