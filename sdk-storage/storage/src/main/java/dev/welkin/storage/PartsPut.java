package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.internal.PartReader;
import dev.welkin.storage.spi.ObjectContent;
import dev.welkin.storage.spi.PutRequest;
import java.util.concurrent.CompletableFuture;

/**
 * Writes content in parts: several at once, each retried alone, all given up if one fails. Content that can be opened
 * again is sliced where it lies; a stream goes through at most {@code parallel + 1} buffers.
 */
final class PartsPut {
    private final BucketCalls calls;
    private final PutRequest request;
    private final Transfer transfer;
    private final long partBytes;

    PartsPut(BucketCalls calls, PutRequest request, Transfer transfer) {
        this.calls = calls;
        this.request = request;
        this.transfer = transfer;
        this.partBytes =
                PartSizes.partBytes(calls.capabilities(), request.content().sizeBytes(), transfer.partBytes());
    }

    CompletableFuture<ObjectInfo> runAsync() {
        return CompletableFuture.supplyAsync(this::run, calls.home().context.executor());
    }

    ObjectInfo run() {
        return request.content().repeatable() ? slices() : stream();
    }

    private ObjectInfo slices() {
        ObjectContent content = request.content();
        try (PartsUpload upload = PartsUpload.start(calls, request, partBytes)) {
            try (PartTasks<UploadedPart> tasks = tasks(upload)) {
                for (long from = 0; from < content.sizeBytes(); from += partBytes) {
                    int number = (int) (from / partBytes) + 1;
                    ObjectContent slice = content.slice(from, Math.min(partBytes, content.sizeBytes() - from));
                    tasks.submit(() -> upload.send(number, slice));
                }
                tasks.await();
            }
            return upload.complete();
        }
    }

    private ObjectInfo stream() {
        try (PartReader reader = new PartReader(request.content(), (int) partBytes)) {
            PartReader.Part first = reader.next();
            if (first.last() && first.lengthBytes() <= onePutBytes()) {
                return calls.putWhole(request.withContent(first.content()));
            }
            return stream(reader, first);
        }
    }

    private ObjectInfo stream(PartReader reader, PartReader.Part first) {
        try (PartsUpload upload = PartsUpload.start(calls, request, partBytes)) {
            try (PartTasks<UploadedPart> tasks = tasks(upload)) {
                PartReader.Part part = first;
                send(tasks, upload, part, 1);
                for (int number = 2; !part.last(); number++) {
                    requireNumber(number);
                    part = reader.next();
                    send(tasks, upload, part, number);
                }
                tasks.await();
            }
            return upload.complete();
        }
    }

    private static void send(PartTasks<UploadedPart> tasks, PartsUpload upload, PartReader.Part part, int number) {
        tasks.submit(() -> {
            UploadedPart sent = upload.send(number, part.content());
            part.release();
            return sent;
        });
    }

    private PartTasks<UploadedPart> tasks(PartsUpload upload) {
        int parallel = PartSizes.parallel(calls.capabilities(), transfer.parallel());
        return new PartTasks<>(calls.home().context.executor(), parallel, upload::add);
    }

    private long onePutBytes() {
        return calls.capabilities().limit("onePutBytes").orElse(Long.MAX_VALUE);
    }

    private void requireNumber(int number) {
        long most = PartSizes.maxParts(calls.capabilities());
        if (number > most) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "The stream has more than " + most + " parts of " + partBytes
                                    + " bytes: give its length, or a larger Transfer.partBytes. Nothing was stored.")
                    .reason("too_large")
                    .build();
        }
    }
}
