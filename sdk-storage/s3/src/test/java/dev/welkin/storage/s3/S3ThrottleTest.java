package dev.welkin.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.testkit.FaultReply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that throttles gets no more than its share of retries, from however many callers. */
class S3ThrottleTest {
    private static final int CALLERS = 8;
    private static final int CALLS_EACH = 60;
    private static final int CALLS = CALLERS * CALLS_EACH;

    private final FakeS3 s3 = FakeS3.start();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @AfterEach
    void close() {
        callers.shutdownNow();
        s3.close();
    }

    @Test
    void aStormOfSlowDownIsAnsweredWithAtMostAFifthMore() {
        s3.server.always(FakeS3.error(503, "SlowDown"));

        List<CloudException> failures = storm(number -> call(number));

        assertThat(failures).hasSize(CALLS).allMatch(e -> e.code() == ErrorCode.RATE_LIMITED);
        assertThat(s3.server.requests()).hasSizeBetween(CALLS, CALLS * 12 / 10);
    }

    @Test
    void callsThatAreThrottledNowAndThenSucceed() {
        AtomicInteger asked = new AtomicInteger();
        s3.server.always(
                request -> asked.incrementAndGet() % 20 == 0 ? FakeS3.error(503, "SlowDown") : FakeS3.object("x"));

        assertThat(storm(number -> () -> s3.bucket.getBytes("key"))).isEmpty();
        assertThat(s3.server.requests()).hasSizeLessThanOrEqualTo(CALLS * 12 / 10);
    }

    @Test
    void aThrottledPartIsSentAgainAndTheOthersAreNot() {
        AtomicInteger second = new AtomicInteger();
        s3.server.always(FakeS3.uploads(
                part -> part.target().contains("partNumber=2") && second.incrementAndGet() < 3
                        ? FakeS3.error(503, "SlowDown")
                        : FakeS3.written(),
                complete -> FakeS3.completed()));

        s3.bucket.put("big", new byte[20 << 20]);

        assertThat(s3.count(request -> request.method().equals("PUT"))).isEqualTo(5);
    }

    @Test
    void everyWayToSayItIsUnderstood() {
        for (String word : List.of("SlowDown", "TooManyRequests", "RequestLimitExceeded", "BandwidthLimitExceeded")) {
            s3.server.enqueue(FakeS3.error(503, word));
        }
        s3.server.always(FakeS3.object("x"));

        assertThat(s3.bucket.getBytes("a")).hasSize(1);
        s3.server.enqueue(FaultReply.of(429));
        assertThat(s3.bucket.getBytes("b")).hasSize(1);
        assertThat(s3.server.requests()).hasSize(7);
    }

    private ThrowingCallable call(int number) {
        return switch (number % 4) {
            case 0 -> () -> s3.bucket.getBytes("key");
            case 1 -> () -> s3.bucket.put("key", new byte[1]);
            case 2 -> () -> s3.bucket.delete("key");
            default -> () -> s3.bucket.list("").iterator().hasNext();
        };
    }

    /** Some call of a storm. */
    private interface Kind {
        ThrowingCallable of(int number);
    }

    private List<CloudException> storm(Kind kind) {
        List<CompletableFuture<List<CloudException>>> running = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            running.add(CompletableFuture.supplyAsync(() -> failures(kind), callers));
        }
        return running.stream().flatMap(one -> one.join().stream()).toList();
    }

    private static List<CloudException> failures(Kind kind) {
        List<CloudException> failures = new ArrayList<>();
        for (int number = 0; number < CALLS_EACH; number++) {
            CloudException failure = catchThrowableOfType(CloudException.class, kind.of(number));
            if (failure != null) {
                failures.add(failure);
            }
        }
        return failures;
    }
}
