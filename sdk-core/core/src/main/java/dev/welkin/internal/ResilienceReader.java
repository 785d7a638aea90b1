package dev.welkin.internal;

import dev.welkin.CloudException;
import dev.welkin.call.ResilienceOptions;
import dev.welkin.config.Options;
import java.util.Set;

/** Reads the section {@code resilience}, and the field of the same name that a target may have. */
final class ResilienceReader {
    private static final Set<String> KNOWN = Set.of(
            "maxAttempts",
            "initialBackoff",
            "maxBackoff",
            "jitter",
            "callTimeout",
            "attemptTimeout",
            "retryShare",
            "retryReserve",
            "breakerWindow",
            "breakerMinimumAttempts",
            "breakerFailureRate",
            "breakerOpen",
            "maxConcurrent",
            "callsPerSecond");

    private ResilienceReader() {}

    /** Returns the options with whatever is given here in place of the base's values. */
    static ResilienceOptions read(Options given, ResilienceOptions base) {
        given.only(KNOWN);
        try {
            return base.toBuilder()
                    .maxAttempts(whole(given, "maxAttempts", base.maxAttempts()))
                    .initialBackoff(given.duration("initialBackoff", base.initialBackoff()))
                    .maxBackoff(given.duration("maxBackoff", base.maxBackoff()))
                    .jitter(given.decimal("jitter", base.jitter()))
                    .callTimeout(given.duration("callTimeout", base.callTimeout()))
                    .attemptTimeout(given.duration("attemptTimeout", base.attemptTimeout()))
                    .retryShare(given.decimal("retryShare", base.retryShare()))
                    .retryReserve(whole(given, "retryReserve", base.retryReserve()))
                    .breakerWindow(whole(given, "breakerWindow", base.breakerWindow()))
                    .breakerMinimumAttempts(whole(given, "breakerMinimumAttempts", base.breakerMinimumAttempts()))
                    .breakerFailureRate(given.decimal("breakerFailureRate", base.breakerFailureRate()))
                    .breakerOpen(given.duration("breakerOpen", base.breakerOpen()))
                    .maxConcurrent(whole(given, "maxConcurrent", base.maxConcurrent()))
                    .callsPerSecond(given.decimal("callsPerSecond", base.callsPerSecond()))
                    .build();
        } catch (CloudException e) {
            throw given.placed(e);
        }
    }

    private static int whole(Options given, String option, int byDefault) {
        long value = given.number(option, byDefault);
        if (value != (int) value) {
            throw given.invalid(option, "is too large");
        }
        return (int) value;
    }
}
