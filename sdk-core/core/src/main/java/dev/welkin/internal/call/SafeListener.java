package dev.welkin.internal.call;

import dev.welkin.CallListener;
import dev.welkin.CloudException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws away from the calls it watches. */
final class SafeListener implements CallListener {
    private static final Logger LOG = LoggerFactory.getLogger(SafeListener.class);

    private final CallListener listener;

    private SafeListener(CallListener listener) {
        this.listener = listener;
    }

    static CallListener of(CallListener listener) {
        return listener == NONE ? NONE : new SafeListener(listener);
    }

    @Override
    public void onStart(CallInfo call) {
        try {
            listener.onStart(call);
        } catch (RuntimeException e) {
            ignored(e);
        }
    }

    @Override
    public void onAttempt(CallInfo call, int attempt) {
        try {
            listener.onAttempt(call, attempt);
        } catch (RuntimeException e) {
            ignored(e);
        }
    }

    @Override
    public void onRetry(CallInfo call, int attempt, Duration delay, CloudException failure) {
        try {
            listener.onRetry(call, attempt, delay, failure);
        } catch (RuntimeException e) {
            ignored(e);
        }
    }

    @Override
    public void onSuccess(CallInfo call, int attempts, Duration took) {
        try {
            listener.onSuccess(call, attempts, took);
        } catch (RuntimeException e) {
            ignored(e);
        }
    }

    @Override
    public void onFailure(CallInfo call, Duration took, CloudException failure) {
        try {
            listener.onFailure(call, took, failure);
        } catch (RuntimeException e) {
            ignored(e);
        }
    }

    @Override
    public void onNotice(String kind, String message) {
        try {
            listener.onNotice(kind, message);
        } catch (RuntimeException e) {
            ignored(e);
        }
    }

    private void ignored(RuntimeException e) {
        LOG.warn(
                "The call listener {} failed; the call goes on",
                listener.getClass().getName(),
                e);
    }
}
