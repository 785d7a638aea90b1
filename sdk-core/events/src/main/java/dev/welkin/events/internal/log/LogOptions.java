package dev.welkin.events.internal.log;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Target;
import dev.welkin.events.Durability;
import dev.welkin.events.internal.engine.EventSize;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Options of {@code log:}.
 *
 * @param durability what a receipt promises; default FSYNC
 * @param readOnly opens beside the process that writes; default false
 * @param segmentBytes a new file is begun when one has so many; default 64 MiB
 * @param maxEventBytes no event is larger; default 1 MiB
 * @param retain events older than this go, unless a group still needs them; default 7 days
 * @param retainBytes a topic's oldest events go above this, unless a group still needs them; default 10 GiB
 * @param maxBytes publishes are refused when all topics together have so many; default 20 GiB
 * @param minFreeBytes publishes are refused when the disk has fewer left; default 128 MiB
 */
record LogOptions(
        Durability durability,
        boolean readOnly,
        long segmentBytes,
        int maxEventBytes,
        Duration retain,
        long retainBytes,
        long maxBytes,
        long minFreeBytes) {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    /** What holds where the target says nothing. */
    static final LogOptions DEFAULTS = new LogOptions(
            Durability.FSYNC,
            false,
            64 * MIB,
            EventSize.DEFAULT_MAX_BYTES,
            Duration.ofDays(7),
            10 * GIB,
            20 * GIB,
            128 * MIB);

    /** Checks the size of segments: a place in one is an int. */
    LogOptions {
        if (segmentBytes < 1 || segmentBytes > GIB) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "The option segmentBytes is " + segmentBytes + "; it must be between 1 and " + GIB);
        }
    }

    static LogOptions of(Target target) {
        target.onlyOptions(Set.of(
                "durability",
                "readOnly",
                "segmentBytes",
                "maxEventBytes",
                "retain",
                "retainBytes",
                "maxBytes",
                "minFreeBytes"));
        return new LogOptions(
                durability(target),
                target.flag("readOnly", DEFAULTS.readOnly),
                target.number("segmentBytes", DEFAULTS.segmentBytes),
                EventSize.limit(target),
                target.duration("retain", DEFAULTS.retain),
                target.number("retainBytes", DEFAULTS.retainBytes),
                target.number("maxBytes", DEFAULTS.maxBytes),
                target.number("minFreeBytes", DEFAULTS.minFreeBytes));
    }

    private static Durability durability(Target target) {
        String text = target.text("durability").orElse(DEFAULTS.durability.name());
        try {
            return Durability.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    target.origin() + ": events." + target.name() + ": option 'durability' must be one of "
                            + Arrays.toString(Durability.values()).toLowerCase(Locale.ROOT),
                    e);
        }
    }
}
