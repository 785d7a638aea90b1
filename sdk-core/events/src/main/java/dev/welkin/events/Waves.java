package dev.welkin.events;

import dev.welkin.CloudException;
import dev.welkin.call.ObservedCalls;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reports asynchronous publishes that are under way together as one call, so that reporting costs a small share of a
 * publish. A wave takes what is published until its first receipt is there and ends with its last one: it lasts about
 * as long as the commits that carry it. Each publish that fails is a failed call. Ends are told on the Cloud's
 * executor, since a driver's thread runs no code of a user.
 */
final class Waves {
    private static final String OPERATION = "publish";

    private final String topic;
    private final ObservedCalls calls;
    private final Completions completions;
    private final AtomicReference<@Nullable Wave> open = new AtomicReference<>();

    Waves(String topic, ObservedCalls calls, Completions completions) {
        this.topic = topic;
        this.calls = calls;
        this.completions = completions;
    }

    /** Counts one publish into the open wave. */
    Wave join() {
        Wave known = open.get();
        if (known != null && known.join()) {
            return known;
        }
        Wave begun = new Wave(calls.start(OPERATION, topic));
        open.set(begun);
        return begun;
    }

    /** Publishes under way together. */
    final class Wave {
        private final ObservedCalls.Running call;
        private final AtomicInteger left = new AtomicInteger(1);
        private final AtomicReference<@Nullable CloudException> firstFailure = new AtomicReference<>();
        private final AtomicBoolean accepted = new AtomicBoolean();

        private Wave(ObservedCalls.Running call) {
            this.call = call;
        }

        private boolean join() {
            return left.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
        }

        void accepted() {
            if (!accepted.get()) {
                accepted.set(true);
            }
            leave();
        }

        void refused(CloudException why) {
            if (!firstFailure.compareAndSet(null, why)) {
                completions.add(() -> failedAlone(why));
            }
            leave();
        }

        private void leave() {
            if (open.get() == this) {
                open.compareAndSet(this, null);
            }
            if (left.decrementAndGet() == 0) {
                completions.add(this::end);
            }
        }

        private void end() {
            CloudException failure = firstFailure.get();
            if (failure != null && !accepted.get()) {
                call.failed(failure);
                return;
            }
            call.succeeded();
            if (failure != null) {
                failedAlone(failure);
            }
        }

        private void failedAlone(CloudException why) {
            calls.start(OPERATION, topic).failed(why);
        }
    }
}
