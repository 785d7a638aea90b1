package dev.welkin.ai.djl.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxJarTest {
    @ParameterizedTest
    @ValueSource(strings = {"1.29.0", "1.30.1", "2.0.0", "1.29.0-rc1"})
    void versionsThatReportAreNotStarted(String version) {
        assertThatThrownBy(() -> OnnxJar.requireSilent(version))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("reports to Microsoft")
                .hasMessageContaining("1.28.0");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"1.28.0", "1.21.1", "unknown"})
    void otherVersionsAre(String version) {
        assertThatCode(() -> OnnxJar.requireSilent(version)).doesNotThrowAnyException();
    }
}
