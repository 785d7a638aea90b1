package dev.welkin.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.call.TokenBucket.Reservation;
import dev.welkin.time.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualClock clock = new ManualClock();
    private final TokenBucket bucket = new TokenBucket(clock, 10, 100);

    @Test
    void aFullBucketGivesItsBurstAtOnce() {
        assertThat(bucket.reserve(100, Duration.ZERO)).contains(new Reservation(100, Duration.ZERO));
        assertThat(bucket.reserve(1, Duration.ZERO)).isEmpty();
    }

    @Test
    void whatIsMissingIsWaitedFor() {
        take(100);
        assertThat(take(20).waitFor()).isEqualTo(Duration.ofSeconds(2));
        assertThat(take(10).waitFor()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aWaitThatIsTooLongTakesNothing() {
        take(100);
        assertThat(bucket.reserve(20, Duration.ofSeconds(1))).isEmpty();
        assertThat(bucket.level()).isZero();
    }

    @Test
    void whatWasNotUsedFlowsBack() {
        bucket.settle(take(80), 30);
        assertThat(bucket.level()).isEqualTo(70);
    }

    @Test
    void whatWasUsedBeyondTheReservationIsADebt() {
        bucket.settle(take(100), 150);
        assertThat(bucket.level()).isEqualTo(-50);
        assertThat(take(10).waitFor()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void aDemandAboveTheBurstIsMetByAFullBucket() {
        assertThat(take(150).waitFor()).isZero();
        assertThat(bucket.level()).isEqualTo(-50);
    }

    @Test
    void timeFillsNoMoreThanTheBurst() {
        take(50);
        clock.advance(MINUTE);
        assertThat(bucket.level()).isEqualTo(100);
    }

    private Reservation take(double tokens) {
        return bucket.reserve(tokens, MINUTE).orElseThrow();
    }
}
