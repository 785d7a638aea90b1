package dev.welkin.storage.internal;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.spi.ObjectContent;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;

/** A backend's limits, checked before and while it is written to. */
public final class Limits {
    private static final String MAX_OBJECT = "maxObjectBytes";
    private static final String MAX_METADATA = "maxMetadataBytes";

    private Limits() {}

    /** Refuses more metadata than the backend takes. */
    public static void checkMetadata(Capabilities capabilities, ObjectAttributes attributes) {
        OptionalLong max = capabilities.limit(MAX_METADATA);
        long bytes = 0;
        for (Map.Entry<String, String> entry : attributes.metadata().entrySet()) {
            bytes += utf8(entry.getKey()) + utf8(entry.getValue());
        }
        if (max.isPresent() && bytes > max.getAsLong()) {
            throw tooLarge("The metadata has " + bytes + " bytes", capabilities, max.getAsLong(), MAX_METADATA);
        }
    }

    /** Refuses content that is too long, at once or as soon as it shows. */
    public static ObjectContent capped(Capabilities capabilities, ObjectContent content) {
        OptionalLong max = capabilities.limit(MAX_OBJECT);
        if (max.isEmpty()) {
            return content;
        }
        if (content.sizeBytes() > max.getAsLong()) {
            throw tooLarge(
                    "The content has " + content.sizeBytes() + " bytes", capabilities, max.getAsLong(), MAX_OBJECT);
        }
        return content.sizeBytes() >= 0 ? content : new Capped(capabilities, content, max.getAsLong());
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static CloudException tooLarge(String what, Capabilities capabilities, long max, String limit) {
        return CloudException.builder(
                        ErrorCode.INVALID_ARGUMENT,
                        what + "; the backend '" + capabilities.backend() + "' takes at most " + max + " (" + limit
                                + "). Nothing was stored.")
                .reason("too_large")
                .build();
    }

    private record Capped(Capabilities capabilities, ObjectContent content, long max) implements ObjectContent {
        @Override
        public long sizeBytes() {
            return content.sizeBytes();
        }

        @Override
        public InputStream open() {
            return new CappedStream(content.open(), this);
        }

        @Override
        public boolean repeatable() {
            return content.repeatable();
        }
    }

    private static final class CappedStream extends FilterInputStream {
        private final Capped capped;
        private long given;

        CappedStream(InputStream in, Capped capped) {
            super(in);
            this.capped = capped;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            given += Math.max(0, count);
            if (given > capped.max()) {
                throw tooLarge("The content has more bytes", capped.capabilities(), capped.max(), MAX_OBJECT);
            }
            return count;
        }
    }
}
