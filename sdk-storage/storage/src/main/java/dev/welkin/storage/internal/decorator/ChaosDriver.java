package dev.welkin.storage.internal.decorator;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.call.CallPipeline.DriverCall;
import dev.welkin.storage.Chaos;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.CompleteRequest;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.storage.spi.WriteId;
import dev.welkin.time.CloudClock;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Calls that fail, replies that are lost, streams that break: by chance, but the same for the same seed. */
public final class ChaosDriver extends AroundDriver {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Chaos chaos;
    private final CloudClock clock;
    private final Random random;
    /** What the writes made whose replies were lost; the backend below need not know markers. */
    private final Map<WriteId, VersionToken> lost = new ConcurrentHashMap<>();

    public ChaosDriver(BucketDriver inner, Chaos chaos, CloudClock clock) {
        super(inner);
        this.chaos = chaos;
        this.clock = clock;
        this.random = new Random(chaos.seed());
    }

    @Override
    protected <T> T read(String operation, Attempt attempt, DriverCall<T> call) throws InterruptedException {
        clock.sleep(chaos.latency());
        if (happens(chaos.rateLimited())) {
            throw CloudException.builder(ErrorCode.RATE_LIMITED, "Chaos: too many calls")
                    .retryAfter(RETRY_AFTER)
                    .build();
        }
        if (happens(chaos.unavailable())) {
            throw CloudException.builder(ErrorCode.UNAVAILABLE, "Chaos: the backend cannot be reached")
                    .outcomeUnknown(false)
                    .build();
        }
        return call.run(attempt);
    }

    @Override
    protected <T> T write(String operation, Attempt attempt, DriverCall<T> call) throws InterruptedException {
        return read(operation, attempt, call);
    }

    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException {
        return perhapsLost(request.id(), super.put(request, attempt));
    }

    @Override
    public ObjectInfo completeUpload(CompleteRequest request, Attempt attempt) throws InterruptedException {
        return perhapsLost(request.id(), super.completeUpload(request, attempt));
    }

    @Override
    public Optional<ObjectInfo> written(WriteId id, Attempt attempt) throws InterruptedException {
        VersionToken made = lost.get(id);
        if (made == null) {
            return super.written(id, attempt);
        }
        ObjectInfo now = super.head(id.key(), attempt);
        return now.token().equals(made) ? Optional.of(now) : Optional.empty();
    }

    @Override
    public ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException {
        ObjectBody body = super.get(request, attempt);
        return happens(chaos.cut())
                ? body.withStream(new CutStream(body.stream(), body.span().lengthBytes() / 2))
                : body;
    }

    private ObjectInfo perhapsLost(WriteId id, ObjectInfo written) {
        if (happens(chaos.lostReply())) {
            lost.put(id, written.token());
            throw CloudException.of(ErrorCode.UNAVAILABLE, "Chaos: the connection broke before the reply");
        }
        return written;
    }

    private boolean happens(double chance) {
        return chance > 0 && random.nextDouble() < chance;
    }

    private static final class CutStream extends FilterInputStream {
        private long left;

        CutStream(InputStream in, long left) {
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
            if (left == 0 && length > 0) {
                throw new IOException("Chaos: the connection broke");
            }
            int count = super.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }
}
