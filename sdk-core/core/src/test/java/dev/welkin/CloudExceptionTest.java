package dev.welkin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CloudExceptionTest {
    @Test
    void saysNothingThatWasNotSaid() {
        CloudException plain = CloudException.of(ErrorCode.NOT_FOUND, "no such object");
        assertThat(plain.reason()).isEmpty();
        assertThat(plain.provider()).isEmpty();
        assertThat(plain.httpStatus()).isEmpty();
        assertThat(plain.retryAfter()).isEmpty();
        assertThat(plain.attempts()).isZero();
        assertThat(plain.retryable()).isFalse();
    }

    @Test
    void aBuilderOfItsOwnKeepsEverything() {
        IllegalStateException cause = new IllegalStateException("below");
        CloudException full = CloudException.builder(ErrorCode.RATE_LIMITED, "slow down")
                .reason("tokens")
                .provider("s3")
                .operation("storage.put")
                .resource("b/k")
                .requestId("r-1")
                .httpStatus(429)
                .retryAfter(Duration.ofSeconds(3))
                .retryable(false)
                .attempts(2)
                .outcomeUnknown(true)
                .cause(cause)
                .build();
        CloudException copy = full.toBuilder().message("slow down, again").build();
        assertThat(copy)
                .hasMessage("slow down, again")
                .hasCause(cause)
                .usingRecursiveComparison()
                .ignoringFields("detailMessage", "stackTrace", "suppressedExceptions", "cause")
                .isEqualTo(full);
        assertThat(copy.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(copy.httpStatus()).hasValue(429);
    }

    @Test
    void theCodeSaysWhetherARetryMakesSenseUnlessTheBackendKnowsBetter() {
        assertThat(CloudException.of(ErrorCode.UNAVAILABLE, "down").retryable()).isTrue();
        assertThat(CloudException.builder(ErrorCode.UNAVAILABLE, "down")
                        .retryable(false)
                        .build()
                        .retryable())
                .isFalse();
    }

    @Test
    void anInterruptRestoresTheFlag() {
        CloudException cancelled = CloudException.interrupted("get", new InterruptedException());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(cancelled.code()).isEqualTo(ErrorCode.CANCELLED);
    }
}
