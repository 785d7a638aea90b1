package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.call.Attempt;
import dev.welkin.storage.internal.BodyStream;
import dev.welkin.storage.internal.Checksums;
import dev.welkin.storage.internal.Downloads;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ObjectBody;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

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
        ObjectBody first;
        try {
            first = range(channel, request.withRange(ByteRange.of(0, transfer.partBytes())));
        } catch (CloudException e) {
            if (!e.reason().equals("range")) {
                throw e;
            }
            return piece(channel); // an empty object has no first byte
        }
        ObjectInfo info = first.info();
        if (info.sizeBytes() > transfer.partBytes()) {
            further(channel, info);
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
                tasks.submit(() -> range(channel, part));
            }
            tasks.await();
        }
    }

    private ObjectInfo piece(FileChannel channel) {
        return calls.call("download", request.key(), attempt -> {
            Downloads.truncate(channel);
            return new RangeRead(channel, request, 0)
                    .attempt(calls.driver(), attempt)
                    .info();
        });
    }

    private ObjectBody range(FileChannel channel, GetRequest part) {
        RangeRead read = new RangeRead(channel, part, ((ByteRange.Span) part.range()).offset());
        return calls.call("download", part.key(), attempt -> read.attempt(calls.driver(), attempt));
    }

    /** What an attempt has written stays written: the next one asks for the rest, of the same version. */
    private static final class RangeRead {
        private final FileChannel channel;
        private GetRequest request;
        private long at;

        RangeRead(FileChannel channel, GetRequest request, long at) {
            this.channel = channel;
            this.request = request;
            this.at = at;
        }

        ObjectBody attempt(BucketDriver driver, Attempt attempt) throws InterruptedException {
            ObjectBody body = driver.get(request, attempt);
            try (BodyStream stream = new BodyStream(body)) {
                Downloads.copy(stream, channel, at, written -> advance(body, written));
            }
            return body;
        }

        private void advance(ObjectBody body, int written) {
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
