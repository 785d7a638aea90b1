package dev.welkin.compute.internal;

import dev.welkin.compute.JobSpec;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;

/** Ids of jobs: the name, then the time and a random part, or the idempotency key's hash. */
final class JobIds {
    private static final int KEY_CHARS = 24;
    private static final int RANDOM_BITS = 40;
    private static final int RADIX = 36;

    private final SecureRandom random = new SecureRandom();

    String idOf(JobSpec spec, Instant now) {
        return spec.name()
                + spec.idempotencyKey()
                        .map(key -> "-k"
                                + JobDescription.sha256(spec.name() + "\n" + key)
                                        .substring(0, KEY_CHARS))
                        .orElseGet(() -> "-" + timeAndRandom(now));
    }

    private String timeAndRandom(Instant now) {
        long part = random.nextLong() >>> (Long.SIZE - RANDOM_BITS);
        return Long.toString(now.toEpochMilli(), RADIX)
                + String.format(Locale.ROOT, "%8s", Long.toString(part, RADIX)).replace(' ', '0');
    }
}
