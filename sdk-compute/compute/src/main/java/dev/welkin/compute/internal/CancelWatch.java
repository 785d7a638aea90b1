package dev.welkin.compute.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks, while this JVM has jobs, whether another JVM asked to cancel one. */
final class CancelWatch implements AutoCloseable {
    /** How often it looks. */
    static final long POLL_MILLIS = 250;

    private static final Logger LOG = LoggerFactory.getLogger(CancelWatch.class);

    private final JobStore store;
    private final Map<String, ActiveJob> active;
    private @Nullable Thread watcher;
    private boolean closed;

    CancelWatch(JobStore store, Map<String, ActiveJob> active) {
        this.store = store;
        this.active = active;
    }

    /** Begins to look, if it does not already. */
    synchronized void watch() {
        if (watcher == null && !closed) {
            watcher = new Thread(this::run, "welkin-compute-cancel");
            watcher.setDaemon(true);
            watcher.start();
        }
    }

    private void run() {
        while (awaitNext()) {
            active.forEach(this::look);
        }
    }

    private void look(String id, ActiveJob job) {
        try {
            if (store.cancelRequested(id)) {
                job.stop(StopSwitch.Reason.CANCEL);
            }
        } catch (RuntimeException e) {
            LOG.debug("Looking for a cancel of job {} failed; it is looked for again", id, e);
        }
    }

    @SuppressWarnings("WaitNotInLoop") // a look too many does no harm
    private synchronized boolean awaitNext() {
        try {
            wait(POLL_MILLIS);
        } catch (InterruptedException e) {
            closed = true;
        }
        if (closed || active.isEmpty()) {
            watcher = null;
            return false;
        }
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
