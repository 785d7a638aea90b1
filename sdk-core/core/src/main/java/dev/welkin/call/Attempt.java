package dev.welkin.call;

import java.time.Duration;

/**
 * What a driver knows about the attempt it makes. The driver keeps the times; the HTTP client does when it is given the
 * attempt.
 *
 * @param number 1 for the first
 * @param timeLeft how long this attempt may take: the attempt time-out or what is left of the call, whichever is less.
 *     Where the attempt moves a large body, it may take longer as long as the body moves
 * @param callTimeLeft what is left of the whole call; no attempt may take longer, whatever it does
 * @param outcomeUnknown true if an earlier attempt of this call may have taken effect although its reply was lost; a
 *     conditional write must then resolve a failed condition before it reports one
 */
public record Attempt(int number, Duration timeLeft, Duration callTimeLeft, boolean outcomeUnknown) {
    /**
     * Makes the only attempt of a call outside a pipeline.
     *
     * @param timeLeft how long it may take
     * @return attempt 1
     */
    public static Attempt only(Duration timeLeft) {
        return new Attempt(1, timeLeft, timeLeft, false);
    }
}
