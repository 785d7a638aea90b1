package dev.welkin.ai.predict;

import dev.welkin.time.CloudClock;
import java.util.concurrent.CompletableFuture;

/** One input on its way to its answer. */
final class Pending<I, O> {
    private final I input;
    private final long askedAtNanos;
    private final CompletableFuture<O> answer = new CompletableFuture<>();

    Pending(I input, long askedAtNanos) {
        this.input = input;
        this.askedAtNanos = askedAtNanos;
    }

    I input() {
        return input;
    }

    long askedAtNanos() {
        return askedAtNanos;
    }

    CompletableFuture<O> answer() {
        return answer;
    }

    /** Cancels the timer with the answer, whoever gives it. */
    @SuppressWarnings("FutureReturnValueIgnored") // the copy tells nothing that the answer doesn't
    void expireWith(CloudClock.Timer timer) {
        answer.whenComplete((output, error) -> timer.cancel());
    }

    /** Whether anybody still waits for it. */
    boolean isOpen() {
        return !answer.isDone();
    }
}
