package dev.welkin.events;

import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Drainable;
import dev.welkin.spi.Stage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** The subscriptions of one bus; those of all buses of a Cloud close before its stores do. */
final class OpenSubscriptions {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final CloudWide wide;
    private final Map<Removal, Consumer<Duration>> own = new LinkedHashMap<>();

    OpenSubscriptions(CloudContext context) {
        this.wide = context.shared(Stage.SUBSCRIPTIONS, "events:subscriptions", CloudWide::new);
    }

    /** Opens a subscription that calls what it is given when it has closed. */
    <S> S add(Function<Runnable, S> open, BiConsumer<S, Duration> close) {
        Removal removal = new Removal();
        S subscription = open.apply(removal);
        removal.keep(within -> close.accept(subscription, within));
        return subscription;
    }

    void close() {
        wide.closeAll(own, CLOSE_WITHIN);
    }

    /** Forgets a subscription, also one that closes before it is known. */
    private final class Removal implements Runnable {
        private boolean done;

        void keep(Consumer<Duration> close) {
            synchronized (wide) {
                if (!done) {
                    wide.open.put(this, close);
                    own.put(this, close);
                }
            }
        }

        @Override
        public void run() {
            synchronized (wide) {
                done = true;
                wide.open.remove(this);
                own.remove(this);
            }
        }
    }

    /** Those of all buses of a Cloud; guards their maps. */
    private static final class CloudWide implements Drainable {
        private final Map<Removal, Consumer<Duration>> open = new LinkedHashMap<>();

        @Override
        public void close(Duration within) {
            closeAll(open, within);
        }

        /** All share the time. */
        private void closeAll(Map<Removal, Consumer<Duration>> subscriptions, Duration within) {
            List<Consumer<Duration>> now;
            synchronized (this) {
                now = List.copyOf(subscriptions.values());
            }
            long end = System.nanoTime() + within.toNanos();
            for (Consumer<Duration> close : now) {
                close.accept(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        }
    }
}
