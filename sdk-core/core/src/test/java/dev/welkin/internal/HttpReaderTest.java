package dev.welkin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.config.Options;
import dev.welkin.http.HttpOptions;
import dev.welkin.http.ProxyOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpReaderTest {
    @TempDir
    Path folder;

    @Test
    void nothingGivenChangesNothing() {
        assertThat(read(Map.of())).isEqualTo(HttpOptions.defaults());
    }

    @Test
    void whatIsGivenTakesThePlaceOfTheDefault() {
        HttpOptions o = read(Map.of(
                "proxy",
                Map.of("host", "proxy", "port", 8080, "except", List.of(".local")),
                "headers",
                Map.of("X-Team", "blue"),
                "connectTimeout",
                "1s",
                "insecure",
                true));
        assertThat(o.proxy()).isEqualTo(ProxyOptions.of("proxy", 8080).except(".local"));
        assertThat(o.headers().first("x-team")).contains("blue");
        assertThat(o.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(o.idleTimeout()).isEqualTo(HttpOptions.defaults().idleTimeout());
        assertThat(o.insecure()).isTrue();
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatThrownBy(() -> read(Map.of("idleTimout", "1s")))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("idleTimout")
                .hasMessageContaining("idleTimeout");
    }

    @Test
    void numbersBeyondTheirLimitsAreRefusedAndNeverCutToFit() {
        for (Object connections : List.of(-1, 4_294_967_296L, "many")) {
            assertThatThrownBy(() -> read(Map.of("maxIdleConnections", connections)))
                    .isInstanceOf(CloudException.class)
                    .hasMessageContaining("'maxIdleConnections' must be a whole number");
        }
        for (long port : new long[] {0, 65_536, 4_294_967_296L + 80}) {
            assertThatThrownBy(() -> read(Map.of("proxy", Map.of("host", "proxy", "port", port))))
                    .isInstanceOf(CloudException.class)
                    .hasMessageContaining("'port' must be a whole number from 1 to 65535");
        }
    }

    @Test
    void aMissingCaFileIsNamed() {
        assertThatThrownBy(() -> read(Map.of("ca", "none.pem")))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("none.pem");
    }

    private HttpOptions read(Map<String, ?> given) {
        return HttpReader.read(Options.of("welkin.yaml: http", given), folder, HttpOptions.defaults());
    }
}
