package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.call.Attempt;
import dev.welkin.storage.internal.BodyStream;
import dev.welkin.storage.internal.Checksums;
import dev.welkin.storage.internal.Downloads;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ObjectBody;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Downloads an object in ranges: several at once, all of one version, each going on where it broke. An object of one
 * range, or from a backend without ranges and conditions, comes in one piece.
 */
final class RangedDownload {
    private final BucketCalls calls;
    private final GetRequest request;
    private final Transfer transfer;

    RangedDownload(BucketCalls calls, GetRequest request, Transfer transfer) {
        this.calls = calls;
        this.request = request;
        this.transfer = transfer;
    }

    ObjectInfo to(Path file) {
        boolean whole = request.range() instanceof ByteRange.Whole;
        boolean able = calls.capabilities().has(StorageFeature.RANGE)
                && calls.capabilities().has(StorageFeature.CONDITIONAL_READ);
        return Downloads.write(file, channel -> whole && able ? ranges(channel) : piece(channel));
    }

    private ObjectInfo ranges(FileChannel channel) {
        RangeRead read = new RangeRead(channel, request.withRange(ByteRange.of(0, transfer.partBytes())), 0);
        ObjectBody first;
        try {
            first = range(read);
        } catch (CloudException e) {
            if (!e.reason().equals("range")) {
                throw e;
            }
            return piece(channel); // an empty object has no first byte
        }
        ObjectInfo info = first.info();
        boolean more = info.sizeBytes() > transfer.partBytes();
        if (more) {
            further(channel, info);
        }
        if (more || read.resumed()) {
            Checksums.require(channel, info, first.crc32c());
        }
        return info;
    }

    private void further(FileChannel channel, ObjectInfo info) {
        try (PartTasks<ObjectBody> tasks =
                new PartTasks<>(calls.home().context.executor(), transfer.parallel(), body -> {})) {
            for (long from = transfer.partBytes(); from < info.sizeBytes(); from += transfer.partBytes()) {
                ByteRange range = ByteRange.of(from, transfer.partBytes());
                GetRequest part = new GetRequest(info.key(), range, info.token(), null, request.version());
                tasks.submit(() -> range(new RangeRead(channel, part, ((ByteRange.Span) part.range()).offset())));
            }
            tasks.await();
        }
    }

    private ObjectInfo piece(FileChannel channel) {
        return calls.call("download", request.key(), attempt -> {
            Downloads.truncate(channel);
            return new RangeRead(channel, request, 0).attempt(calls, attempt).info();
        });
    }

    private ObjectBody range(RangeRead read) {
        return calls.call("download", request.key(), attempt -> read.attempt(calls, attempt));
    }

    /** What an attempt has written stays written: the next one asks for the rest, of the same version. */
    private static final class RangeRead {
        private final FileChannel channel;
        private GetRequest request;
        private long at;
        private @Nullable ObjectBody begun;
        private boolean resumed;

        RangeRead(FileChannel channel, GetRequest request, long at) {
            this.channel = channel;
            this.request = request;
            this.at = at;
        }

        /** Gives the body that was begun with; a later attempt's knows no checksum of the whole. */
        ObjectBody attempt(BucketCalls calls, Attempt attempt) throws InterruptedException {
            ObjectBody body = calls.open(request, attempt);
            resumed = begun != null;
            try (BodyStream stream = new BodyStream(body)) {
                Downloads.copy(stream, channel, at, written -> advance(body, written));
            }
            return begun == null ? body : begun;
        }

        /** Tells whether the bytes came in more than one answer, so that none was checked as a whole. */
        boolean resumed() {
            return resumed;
        }

        private void advance(ObjectBody body, int written) {
            begun = begun == null ? body : begun;
            at += written;
            if (request.range() instanceof ByteRange.Span span && span.lengthBytes() > written) {
                request = new GetRequest(
                        request.key(),
                        ByteRange.of(span.offset() + written, span.lengthBytes() - written),
                        body.info().token(),
                        null,
                        request.version());
            }
        }
    }
}
