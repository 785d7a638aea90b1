package dev.welkin.storage.internal.decorator;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.call.CallPipeline.DriverCall;
import dev.welkin.call.TokenBucket;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.Throttle;
import dev.welkin.storage.UploadedPart;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.ObjectContent;
import dev.welkin.storage.spi.PartRequest;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.time.CloudClock;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Calls and bytes wait for their turn; a call whose turn comes after its time is refused here. */
public final class ThrottledDriver extends AroundDriver {
    private final CloudClock clock;
    private final TokenBucket calls;
    private final TokenBucket bytes;

    public ThrottledDriver(BucketDriver inner, Throttle throttle, CloudClock clock) {
        super(inner);
        this.clock = clock;
        this.calls = new TokenBucket(clock, throttle.callsPerSecond(), Math.max(1, throttle.callsPerSecond()));
        this.bytes = new TokenBucket(clock, throttle.bytesPerSecond(), Math.max(1, throttle.bytesPerSecond()));
    }

    @Override
    protected <T> T read(String operation, Attempt attempt, DriverCall<T> call) throws InterruptedException {
        return call.run(after(wait(calls, 1, attempt.timeLeft()), attempt));
    }

    @Override
    protected <T> T write(String operation, Attempt attempt, DriverCall<T> call) throws InterruptedException {
        return read(operation, attempt, call);
    }

    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException {
        return super.put(request.withContent(new Paced(request.content())), attempt);
    }

    @Override
    public UploadedPart uploadPart(PartRequest request, Attempt attempt) throws InterruptedException {
        ObjectContent paced = new Paced(request.content());
        return super.uploadPart(new PartRequest(request.upload(), request.number(), request.offset(), paced), attempt);
    }

    @Override
    public ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException {
        ObjectBody body = super.get(request, attempt);
        return body.withStream(new PacedStream(body.stream()));
    }

    private Duration wait(TokenBucket bucket, double tokens, Duration atMost) throws InterruptedException {
        Duration wait = bucket.reserve(tokens, atMost)
                .orElseThrow(() -> CloudException.of(
                        ErrorCode.OVERLOADED,
                        "The bucket's throttle lets this call through only after its time is over; call less often or"
                                + " raise the throttle"))
                .waitFor();
        clock.sleep(wait);
        return wait;
    }

    private static Attempt after(Duration waited, Attempt attempt) {
        return new Attempt(
                attempt.number(),
                attempt.timeLeft().minus(waited),
                attempt.callTimeLeft().minus(waited),
                attempt.outcomeUnknown());
    }

    /** Content whose bytes wait for their turn. */
    private final class Paced implements ObjectContent {
        private final ObjectContent content;

        Paced(ObjectContent content) {
            this.content = content;
        }

        @Override
        public long sizeBytes() {
            return content.sizeBytes();
        }

        @Override
        public InputStream open() {
            return new PacedStream(content.open());
        }

        @Override
        public boolean repeatable() {
            return content.repeatable();
        }
    }

    private final class PacedStream extends FilterInputStream {
        PacedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            if (count > 0) {
                pay(count);
            }
            return count;
        }

        private void pay(int count) throws IOException {
            try {
                ThrottledDriver.this.wait(bytes, count, Duration.ofDays(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                InterruptedIOException broken = new InterruptedIOException("interrupted while waiting for its turn");
                broken.initCause(e);
                throw broken;
            }
        }
    }
}
