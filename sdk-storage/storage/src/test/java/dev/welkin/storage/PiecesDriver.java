package dev.welkin.storage;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.CloudContext;
import dev.welkin.storage.internal.memory.MemoryBackend;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.CompleteRequest;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.PartRequest;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.storage.spi.Upload;
import dev.welkin.storage.spi.UploadRequest;
import dev.welkin.storage.spi.WriteId;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A memory bucket that takes 10 bytes in one put and 100 parts, and breaks where it is told to. */
final class PiecesDriver implements BucketDriver {
    final AtomicInteger puts = new AtomicInteger();
    final AtomicInteger parts = new AtomicInteger();
    final AtomicInteger aborts = new AtomicInteger();
    final AtomicInteger bytesRead = new AtomicInteger();

    private final BucketDriver inner;
    private final AtomicInteger reads = new AtomicInteger();
    private int failAt;
    private boolean failAlways;
    private boolean loseCompletion;
    private int cuts;
    private int cutAfter = 3;
    private Runnable beforeSecondRead = () -> {};
    private Optional<WriteId> completed = Optional.empty();

    PiecesDriver(CloudContext context) {
        inner = new MemoryBackend().open(context.targets("storage", "pieces").get(0), context);
    }

    /** The part of this number breaks once. */
    void failing(int part) {
        failAt = part;
    }

    void failingForEver() {
        failAlways = true;
    }

    void losingCompletion() {
        loseCompletion = true;
    }

    /** So many reads break after 3 bytes. */
    void cuttingReads(int count) {
        cuts = count;
    }

    /** Reads break before their first byte. */
    void givingNothing() {
        cuts = Integer.MAX_VALUE;
        cutAfter = 0;
    }

    void beforeSecondRead(Runnable task) {
        beforeSecondRead = task;
    }

    @Override
    public Capabilities capabilities() {
        return inner.capabilities().limit("onePutBytes", 10).limit("maxParts", 100);
    }

    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException {
        puts.incrementAndGet();
        return inner.put(request, attempt);
    }

    @Override
    public Upload startUpload(UploadRequest request, Attempt attempt) throws InterruptedException {
        return inner.startUpload(request, attempt);
    }

    @Override
    public UploadedPart uploadPart(PartRequest request, Attempt attempt) throws InterruptedException {
        parts.incrementAndGet();
        if (failAlways || breaks(request.number())) {
            throw CloudException.of(ErrorCode.UNAVAILABLE, "reset in the middle of part " + request.number());
        }
        return inner.uploadPart(request, attempt);
    }

    private synchronized boolean breaks(int part) {
        boolean now = part == failAt;
        failAt = now ? 0 : failAt;
        return now;
    }

    @Override
    public ObjectInfo completeUpload(CompleteRequest request, Attempt attempt) throws InterruptedException {
        ObjectInfo written = inner.completeUpload(request, attempt);
        completed = Optional.of(request.id());
        if (loseCompletion) {
            loseCompletion = false;
            throw CloudException.of(ErrorCode.UNAVAILABLE, "the connection broke before the reply");
        }
        return written;
    }

    @Override
    public Optional<ObjectInfo> written(WriteId id, Attempt attempt) throws InterruptedException {
        return completed.filter(id::equals).isPresent() ? Optional.of(inner.head(id.key(), attempt)) : Optional.empty();
    }

    @Override
    public void abortUpload(Upload upload, Attempt attempt) throws InterruptedException {
        aborts.incrementAndGet();
        inner.abortUpload(upload, attempt);
    }

    @Override
    public ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException {
        if (reads.incrementAndGet() == 2) {
            beforeSecondRead.run();
        }
        ObjectBody body = inner.get(request, attempt);
        return body.withStream(new CutStream(body.stream(), cut()));
    }

    private synchronized int cut() {
        return cuts-- > 0 ? cutAfter : Integer.MAX_VALUE;
    }

    @Override
    public ObjectInfo head(String key, Attempt attempt) throws InterruptedException {
        return inner.head(key, attempt);
    }

    @Override
    public void delete(String key, Attempt attempt) throws InterruptedException {
        inner.delete(key, attempt);
    }

    @Override
    public ListPage list(ListRequest request, Attempt attempt) throws InterruptedException {
        return inner.list(request, attempt);
    }

    @Override
    public void close() {
        inner.close();
    }

    private final class CutStream extends FilterInputStream {
        private int left;

        CutStream(InputStream in, int left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                left = -1;
                throw new IOException("connection reset");
            }
            int count = left < 0 ? -1 : super.read(into, offset, Math.min(length, left));
            left -= Math.max(0, count);
            bytesRead.addAndGet(Math.max(0, count));
            return count;
        }
    }
}
