package dev.welkin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The defaults that the documentation lists. */
class DefaultsTest {
    @Test
    void ofSubscriptions() {
        SubscribeOptions options = SubscribeOptions.defaults();
        assertThat(options.startAt()).isEqualTo(StartAt.oldest());
        assertThat(options.ordered()).isTrue();
        assertThat(options.concurrency()).isEqualTo(1);
        assertThat(options.maxInFlight()).isEqualTo(1000);
        assertThat(options.maxInFlightBytes()).isEqualTo(64L << 20);
        assertThat(options.maxAttempts()).isEqualTo(5);
        assertThat(options.lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.maxProcessing()).isEqualTo(Duration.ofMinutes(15));
        assertThat(options.deadLetterTopic()).isEmpty();
    }

    @Test
    void ofTheBackOff() {
        Backoff backoff = SubscribeOptions.defaults().backoff();
        assertThat(IntStream.rangeClosed(1, 8).mapToObj(n -> backoff.after(n).toSeconds()))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void ofPublishing() {
        assertThat(PublishOptions.defaults().source()).isEqualTo(URI.create("urn:welkin"));
        assertThat(PublishOptions.defaults().timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        SubscribeOptions options = SubscribeOptions.defaults();
        assertThatThrownBy(() -> options.maxAttempts(0))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        assertThatThrownBy(() -> options.concurrency(-1)).hasMessageContaining("concurrency");
        assertThatThrownBy(() -> options.lease(Duration.ZERO)).hasMessageContaining("lease");
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(CloudException.class);
    }
}
