package dev.welkin.events.internal;

import dev.welkin.CallListener;
import dev.welkin.spi.CloudContext;
import dev.welkin.time.CloudClock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of what happens with no caller waiting: each time to the listener, at most once a minute per kind as WARN. */
public final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger("dev.welkin.events");
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final CloudClock clock;
    private final CallListener listener;
    private final Map<String, Long> lastWarnings = new ConcurrentHashMap<>();

    /** Makes the notices of one bus. */
    public Notices(CloudContext context) {
        this.clock = context.clock();
        this.listener = context.listener();
    }

    /** Tells of one happening. */
    public void tell(String kind, String message) {
        if (due(kind)) {
            LOG.warn("{}: {} (further ones within a minute go to the listener only)", kind, message);
        }
        try {
            listener.onNotice(kind, message);
        } catch (RuntimeException e) {
            LOG.warn("A listener failed on the notice {}", kind, e);
        }
    }

    private boolean due(String kind) {
        long now = clock.nanoTime();
        Long kept = lastWarnings.compute(kind, (k, last) -> last == null || now - last >= PAUSE_NANOS ? now : last);
        return kept == now;
    }
}
