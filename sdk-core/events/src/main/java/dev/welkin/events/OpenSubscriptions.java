package dev.welkin.events;

import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** The subscriptions of one bus; those of all buses of a Cloud close before its stores do. */
final class OpenSubscriptions {
    private final CloudWide wide;
    private final Map<Removal, Runnable> own = new LinkedHashMap<>();

    OpenSubscriptions(CloudContext context) {
        this.wide = context.shared(Stage.SUBSCRIPTIONS, "events:subscriptions", CloudWide::new);
    }

    /** Opens a subscription that calls what it is given when it has closed. */
    <S> S add(Function<Runnable, S> open, Consumer<S> close) {
        Removal removal = new Removal();
        S subscription = open.apply(removal);
        removal.keep(() -> close.accept(subscription));
        return subscription;
    }

    void close() {
        wide.closeAll(own);
    }

    /** Forgets a subscription, also one that closes before it is known. */
    private final class Removal implements Runnable {
        private boolean done;

        void keep(Runnable close) {
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
    private static final class CloudWide implements AutoCloseable {
        private final Map<Removal, Runnable> open = new LinkedHashMap<>();

        @Override
        public void close() {
            closeAll(open);
        }

        private void closeAll(Map<Removal, Runnable> subscriptions) {
            List<Runnable> now;
            synchronized (this) {
                now = List.copyOf(subscriptions.values());
            }
            now.forEach(Runnable::run);
        }
    }
}
