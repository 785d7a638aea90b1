package dev.welkin.call;

import java.time.Duration;

/**
 * What a driver knows about the attempt it makes.
 *
 * @param number 1 for the first
 * @param timeLeft how long this attempt may take: the attempt time-out or what is left of the call, whichever is less
 * @param outcomeUnknown true if an earlier attempt of this call may have taken effect although its reply was lost; a
 *     conditional write must then resolve a failed condition before it reports one
 */
public record Attempt(int number, Duration timeLeft, boolean outcomeUnknown) {}
