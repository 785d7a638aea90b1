package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.Redaction;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What signing in gave, until it ends or the service no longer takes it. One thread signs in, the others wait for it.
 */
final class SignedIn<A> {
    private final URI endpoint;
    private final Function<Attempt, A> signIn;
    private final Predicate<A> valid;
    private final ReentrantLock signing = new ReentrantLock();
    private volatile @Nullable A access;

    SignedIn(URI endpoint, Function<Attempt, A> signIn, Predicate<A> valid) {
        this.endpoint = endpoint;
        this.signIn = signIn;
        this.valid = valid;
    }

    /** Returns the access of now; signs in where there is none, or where it is about to end. */
    A access(Attempt attempt) throws InterruptedException {
        A known = access;
        return known != null && valid.test(known) ? known : fresh(attempt);
    }

    private A fresh(Attempt attempt) throws InterruptedException {
        if (!signing.tryLock(attempt.timeLeft().toNanos(), TimeUnit.NANOSECONDS)) {
            throw CloudException.of(
                    ErrorCode.TIMEOUT, "Another thread is still signing in to " + Redaction.url(endpoint));
        }
        try {
            A others = access;
            if (others != null && valid.test(others)) {
                return others;
            }
            A mine = signIn.apply(attempt);
            access = mine;
            return mine;
        } finally {
            signing.unlock();
        }
    }

    /** Forgets an access that the service does not take any more. */
    void forget(A refused) {
        if (refused.equals(access)) {
            access = null;
        }
    }
}
