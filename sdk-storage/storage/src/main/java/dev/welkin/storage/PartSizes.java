package dev.welkin.storage;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.spi.ObjectContent;

/** Which content is written in parts, and how large they are. */
final class PartSizes {
    private static final long MEBI = 1L << 20;
    private static final long DEFAULT_MAX_PARTS = 10_000;

    private PartSizes() {}

    /** Content is written in one piece where the backend takes it so, or cannot take it otherwise. */
    static boolean inOnePut(Capabilities capabilities, ObjectContent content) {
        if (!capabilities.has(StorageFeature.MULTIPART)) {
            return true;
        }
        long most = capabilities.limit("onePutBytes").orElse(Long.MAX_VALUE);
        return content.sizeBytes() < 0 ? most == Long.MAX_VALUE : content.sizeBytes() <= most;
    }

    static long maxParts(Capabilities capabilities) {
        return capabilities.limit("maxParts").orElse(DEFAULT_MAX_PARTS);
    }

    /** How many parts may be on their way at once; with 1 they go in order, each once. */
    static int parallel(Capabilities capabilities, int wanted) {
        return (int) Math.min(wanted, capabilities.limit("parallelParts").orElse(wanted));
    }

    /** The size of every part but the last; -1 for an unknown size of the whole. */
    static long partBytes(Capabilities capabilities, long sizeBytes, long wanted) {
        long multiple = capabilities.limit("partMultipleBytes").orElse(1);
        long least = roundUp(Math.max(wanted, capabilities.limit("minPartBytes").orElse(1)), multiple);
        long parts = maxParts(capabilities);
        long needed =
                sizeBytes <= least * parts ? least : roundUp((sizeBytes + parts - 1) / parts, Math.max(MEBI, multiple));
        long most = capabilities.limit("maxPartBytes").orElse(Long.MAX_VALUE);
        if (needed > most) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "Parts of " + needed + " bytes are needed; the backend '" + capabilities.backend()
                                    + "' takes parts of at most " + most + " (maxPartBytes). Nothing was stored.")
                    .reason("too_large")
                    .build();
        }
        return needed;
    }

    private static long roundUp(long bytes, long multiple) {
        return (bytes + multiple - 1) / multiple * multiple;
    }
}
