package dev.welkin.credentials;

import dev.welkin.CallListener;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Shown;
import dev.welkin.time.CloudClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps credentials and asks their source again before they expire: one thread asks while the others go on with what
 * still works. What has no expiry is asked for again every {@link #REREAD}, so that a rewritten file or a rotated
 * secret is seen. Safe for use by several threads.
 */
public final class CredentialCache {
    /** How long before they expire credentials are refreshed. */
    public static final Duration EARLY = Duration.ofMinutes(5);

    /** How often a source is asked again whose credentials have no expiry. */
    public static final Duration REREAD = Duration.ofMinutes(1);

    /** How long after a failed refresh the next one is tried while the old credentials still work. */
    public static final Duration RETRY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(CredentialCache.class);

    private final String what;
    private final CredentialSource source;
    private final CloudClock clock;
    private final CallListener listener;
    private final ReentrantLock refresh = new ReentrantLock();
    private volatile @Nullable Held held;

    /**
     * Makes an empty cache; nothing is asked before the first {@link #get}.
     *
     * @param what whose credentials these are, for errors, for example {@code storage.photos}
     * @param source where they come from
     * @param context gives the clock and the listener
     */
    public CredentialCache(String what, CredentialSource source, CloudContext context) {
        this(what, source, context.clock(), context.listener());
    }

    CredentialCache(String what, CredentialSource source, CloudClock clock, CallListener listener) {
        this.what = what;
        this.source = source;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Returns credentials that work now. Waits only if there are none.
     *
     * @return the credentials
     * @throws CloudException UNAUTHENTICATED if no source has any, saying which were asked and what to set; or what the
     *     source threw, once the old ones have expired
     */
    public Credentials get() {
        Held now = held;
        if (now == null || now.expired(clock.now())) {
            return refreshAndWait();
        }
        if (!clock.now().isBefore(now.refreshAt) && refresh.tryLock()) {
            try {
                return refreshEarly();
            } finally {
                refresh.unlock();
            }
        }
        return now.credentials;
    }

    /** Forgets what is held, so that the next call asks the source: a provider has refused it. */
    public void invalidate() {
        held = null;
    }

    private Credentials refreshAndWait() {
        try {
            refresh.lockInterruptibly();
        } catch (InterruptedException e) {
            throw CloudException.interrupted("get the credentials of " + what, e);
        }
        try {
            Held now = held;
            return now == null || now.expired(clock.now()) ? ask() : now.credentials;
        } finally {
            refresh.unlock();
        }
    }

    private Credentials refreshEarly() {
        Held now = held;
        if (now == null || !clock.now().isBefore(now.refreshAt)) {
            try {
                return ask();
            } catch (CloudException e) {
                return keep(now, e);
            }
        }
        return now.credentials;
    }

    private Credentials ask() {
        Credentials fresh = source.find().orElseThrow(this::none);
        Instant now = clock.now();
        if (fresh.expiry().filter(end -> !end.isAfter(now)).isPresent()) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED,
                    "The credentials of " + what + " from " + fresh.source() + " have expired");
        }
        held = new Held(fresh, refreshAt(fresh, now));
        return fresh;
    }

    /** Five minutes early, or at half of a life that is shorter than ten. */
    private static Instant refreshAt(Credentials fresh, Instant now) {
        return fresh.expiry()
                .map(end -> {
                    Duration half = Duration.between(now, end).dividedBy(2);
                    return end.minus(half.compareTo(EARLY) < 0 ? half : EARLY);
                })
                .orElse(now.plus(REREAD));
    }

    /** No caller waits for this refresh, so it says that it failed and goes on with what works. */
    private Credentials keep(@Nullable Held old, CloudException failure) {
        if (old == null) {
            throw failure;
        }
        held = new Held(old.credentials, clock.now().plus(RETRY));
        String message = "Refreshing the credentials of " + what + " failed; the old ones are used on: "
                + Shown.of(failure.getMessage());
        LOG.warn(message);
        listener.onNotice("credentials_refresh_failed", message);
        return old.credentials;
    }

    private CloudException none() {
        return CloudException.of(
                ErrorCode.UNAUTHENTICATED, "No credentials for " + what + " were found. Looked at: " + source.advice());
    }

    private record Held(Credentials credentials, Instant refreshAt) {
        boolean expired(Instant now) {
            return credentials.expiry().filter(end -> !end.isAfter(now)).isPresent();
        }
    }
}
