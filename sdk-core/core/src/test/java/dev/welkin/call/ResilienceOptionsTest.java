package dev.welkin.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResilienceOptionsTest {
    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        ResilienceOptions o = ResilienceOptions.defaults();
        assertThat(o.maxAttempts()).isEqualTo(5);
        assertThat(o.initialBackoff()).isEqualTo(Duration.ofMillis(100));
        assertThat(o.maxBackoff()).isEqualTo(Duration.ofSeconds(20));
        assertThat(o.jitter()).isEqualTo(0.5);
        assertThat(o.callTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(o.attemptTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(o.retryShare()).isEqualTo(0.1);
        assertThat(o.retryReserve()).isEqualTo(10);
        assertThat(o.breakerWindow()).isEqualTo(50);
        assertThat(o.breakerMinimumAttempts()).isEqualTo(20);
        assertThat(o.breakerFailureRate()).isEqualTo(0.5);
        assertThat(o.breakerOpen()).isEqualTo(Duration.ofSeconds(10));
        assertThat(o.maxConcurrent()).isZero();
        assertThat(o.callsPerSecond()).isZero();
    }

    @Test
    void aVariantChangesOnlyWhatItSays() {
        ResilienceOptions o =
                ResilienceOptions.defaults().toBuilder().maxConcurrent(7).build();
        assertThat(o.maxConcurrent()).isEqualTo(7);
        assertThat(o.toBuilder().maxConcurrent(0).build()).isEqualTo(ResilienceOptions.defaults());
    }

    @Test
    void aValueOutOfRangeIsNamed() {
        ResilienceOptions.Builder builder =
                ResilienceOptions.defaults().toBuilder().maxAttempts(0);
        assertThatThrownBy(builder::build)
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("maxAttempts")
                .hasMessageContaining("at least 1");
    }
}
