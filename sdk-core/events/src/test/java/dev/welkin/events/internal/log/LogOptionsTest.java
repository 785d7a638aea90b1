package dev.welkin.events.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.config.Target;
import dev.welkin.events.Durability;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Options of {@code log:}. */
class LogOptionsTest {
    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        LogOptions options = of("log:x");
        assertThat(options.durability()).isEqualTo(Durability.FSYNC);
        assertThat(options.readOnly()).isFalse();
        assertThat(options.segmentBytes()).isEqualTo(64L << 20);
        assertThat(options.maxEventBytes()).isEqualTo(1 << 20);
        assertThat(options.retain()).isEqualTo(Duration.ofDays(7));
        assertThat(options.retainBytes()).isEqualTo(10L << 30);
        assertThat(options.maxBytes()).isEqualTo(20L << 30);
        assertThat(options.minFreeBytes()).isEqualTo(128L << 20);
    }

    @Test
    void sizesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> of("log:x?segmentBytes=5000000000")).isInstanceOf(CloudException.class);
        assertThatThrownBy(() -> of("log:x?maxEventBytes=5000000000")).isInstanceOf(CloudException.class);
    }

    private static LogOptions of(String url) {
        return LogOptions.of(Target.parse("events", "default", url, Path.of("").toAbsolutePath(), "test"));
    }
}
