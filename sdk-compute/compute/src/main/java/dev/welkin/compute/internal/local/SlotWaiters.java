package dev.welkin.compute.internal.local;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.compute.spi.Place;
import dev.welkin.compute.spi.TaskId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * This JVM's waiting tasks. One thread asks for their turn while there are any: at once when this JVM frees a place,
 * and every 50 ms because another JVM may have.
 */
final class SlotWaiters implements AutoCloseable {
    private static final long POLL_MILLIS = 50;

    private final Slots slots;
    private final String owner;
    private final Function<TaskId, Place> open;
    private final Map<String, Waiter> waiting = new LinkedHashMap<>();
    private @Nullable Thread poller;
    private boolean changed;
    private boolean closed;

    SlotWaiters(Slots slots, String owner, Function<TaskId, Place> open) {
        this.slots = slots;
        this.owner = owner;
        this.open = open;
    }

    CompletableFuture<Place> reserve(TaskId task, Ticket ticket) {
        Waiter waiter = new Waiter(task, new CompletableFuture<>());
        try {
            add(waiter);
            slots.enter(ticket);
            startDue();
        } catch (IOException e) {
            waiter.place().completeExceptionally(unusable(e));
        }
        CompletableFuture<Place> unused = waiter.place().whenComplete((place, failure) -> {
            if (place == null) {
                leave(task);
            }
        });
        pollWhileWaiting();
        return waiter.place();
    }

    private synchronized void add(Waiter waiter) {
        waiting.put(waiter.task().toString(), waiter);
    }

    /** Leaves the queue or frees a place. */
    void leave(TaskId task) {
        synchronized (this) {
            waiting.remove(task.toString());
        }
        try {
            slots.leave(task.toString());
        } catch (IOException e) {
            throw unusable(e);
        }
        synchronized (this) {
            changed = true;
            notifyAll();
        }
    }

    /** Makes a ticket of a JVM that is gone this JVM's own. */
    void adopt(TaskId task) {
        try {
            slots.update(task.toString(), t -> t.ownedBy(owner));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void startDue() throws IOException {
        for (String task : slots.startDue(owner)) {
            Waiter waiter = take(task);
            if (waiter == null) {
                slots.leave(task);
            } else {
                give(waiter);
            }
        }
    }

    private synchronized @Nullable Waiter take(String task) {
        return waiting.remove(task);
    }

    private void give(Waiter waiter) {
        try {
            Place place = open.apply(waiter.task());
            if (!waiter.place().complete(place)) {
                place.close();
            }
        } catch (RuntimeException e) {
            waiter.place().completeExceptionally(e);
        }
    }

    private synchronized void pollWhileWaiting() {
        if (poller == null && !waiting.isEmpty() && !closed) {
            poller = new Thread(this::poll, "welkin-compute-queue");
            poller.setDaemon(true);
            poller.start();
        }
    }

    private void poll() {
        while (awaitChange()) {
            try {
                startDue();
            } catch (IOException e) {
                failAll(unusable(e));
            }
        }
    }

    /** False once nobody waits; a later reserve starts another poller. */
    @SuppressWarnings("WaitNotInLoop") // a look too many does no harm
    private synchronized boolean awaitChange() {
        if (waiting.isEmpty() || closed) {
            poller = null;
            return false;
        }
        try {
            if (!changed) {
                wait(POLL_MILLIS);
            }
            changed = false;
            return true;
        } catch (InterruptedException e) {
            poller = null;
            return false;
        }
    }

    private void failAll(CloudException failure) {
        Map<String, Waiter> all;
        synchronized (this) {
            all = new LinkedHashMap<>(waiting);
            waiting.clear();
        }
        all.values().forEach(waiter -> waiter.place().completeExceptionally(failure));
    }

    private static CloudException unusable(IOException e) {
        return CloudException.of(
                ErrorCode.UNAVAILABLE, "The queue of the compute folder cannot be used: " + e.getMessage(), e);
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** A task and the place it waits for. */
    private record Waiter(TaskId task, CompletableFuture<Place> place) {}
}
