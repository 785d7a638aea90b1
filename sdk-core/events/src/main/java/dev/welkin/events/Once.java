package dev.welkin.events;

import io.cloudevents.CloudEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;

/** Lets each event through once, as far as the options' dedupe store remembers; everything where there is none. */
final class Once {
    private final String scope;
    private final Optional<DedupeStore> store;
    private final LongAdder duplicates = new LongAdder();
    /** Events whose handler runs; a second delivery of one waits for the first. */
    private final Map<String, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

    Once(String scope, Optional<DedupeStore> store) {
        this.scope = scope;
        this.store = store;
    }

    long duplicates() {
        return duplicates.sum();
    }

    /** Does the work unless it was done for the event before, and remembers it. */
    void run(CloudEvent event, Work work) throws Exception {
        if (store.isEmpty()) {
            work.run();
            return;
        }
        String key = key(event);
        CompletableFuture<Void> mine = enter(key);
        try {
            if (!isDuplicate(key)) {
                work.run();
                store.get().mark(List.of(key));
            }
        } finally {
            running.remove(key, mine);
            mine.complete(null);
        }
    }

    /** Tells whether the event was handled before. */
    boolean isDuplicate(CloudEvent event) {
        return store.isPresent() && isDuplicate(key(event));
    }

    /** Remembers events that were handled. */
    void handled(Collection<CloudEvent> events) {
        store.ifPresent(s -> s.mark(events.stream().map(this::key).toList()));
    }

    private boolean isDuplicate(String key) {
        boolean known = store.isPresent() && store.get().contains(key);
        if (known) {
            duplicates.increment();
        }
        return known;
    }

    private CompletableFuture<Void> enter(String key) throws InterruptedException {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        for (CompletableFuture<Void> other = running.putIfAbsent(key, mine);
                other != null;
                other = running.putIfAbsent(key, mine)) {
            await(other);
        }
        return mine;
    }

    private static void await(CompletableFuture<Void> other) throws InterruptedException {
        try {
            other.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("it is only ever completed well", e);
        }
    }

    /** A source is a URI and holds no space. */
    private String key(CloudEvent event) {
        return scope + " " + event.getSource() + " " + event.getId();
    }

    /** What is done for an event. */
    interface Work {
        void run() throws Exception;
    }
}
