package dev.welkin.internal;

import dev.welkin.CallListener;
import dev.welkin.CloudException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners, one after the other. What one throws reaches neither the call nor the others. */
public final class Listeners implements CallListener {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<CallListener> all;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** Takes the listeners in the order they are told. */
    public Listeners(List<CallListener> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void onStart(CallInfo call) {
        each(l -> l.onStart(call));
    }

    @Override
    public void onAttempt(CallInfo call, int attempt) {
        each(l -> l.onAttempt(call, attempt));
    }

    @Override
    public void onRetry(CallInfo call, int attempt, Duration delay, CloudException failure) {
        each(l -> l.onRetry(call, attempt, delay, failure));
    }

    @Override
    public void onSuccess(CallInfo call, int attempts, Duration took) {
        each(l -> l.onSuccess(call, attempts, took));
    }

    @Override
    public void onFailure(CallInfo call, Duration took, CloudException failure) {
        each(l -> l.onFailure(call, took, failure));
    }

    @Override
    public void onNotice(String kind, String message) {
        each(l -> l.onNotice(kind, message));
    }

    private void each(Consumer<CallListener> tell) {
        for (CallListener listener : all) {
            try {
                tell.accept(listener);
            } catch (RuntimeException | AssertionError | LinkageError e) {
                log(listener, e);
            }
        }
    }

    /** The first failure is a WARN; a listener that fails at each call must not fill the log. */
    private void log(CallListener listener, Throwable e) {
        String name = listener.getClass().getName();
        if (warned.compareAndSet(false, true)) {
            LOG.warn(
                    "The call listener {} failed; it is told of further calls, its further failures at DEBUG", name, e);
        } else {
            LOG.debug("The call listener {} failed", name, e);
        }
    }
}
