package dev.welkin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointOptionTest {
    private static final String EXAMPLE = "https://example.com:9000";

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com", "http://127.0.0.1:10000/account", "https://[::1]:9000"})
    void anAddressMayHaveAPortAndAPath(String text) {
        assertThat(read(text)).contains(URI.create(text));
        assertThat(read(text + "/")).contains(URI.create(text));
    }

    @Test
    void whatIsNotGivenIsEmpty() {
        assertThat(Options.of("storage.photos", Map.of()).endpoint("endpoint", EXAMPLE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "ftp://example.com",
                "HTTPS://example.com",
                "https://",
                "https:///path",
                "https://exa mple.com",
                "https://canary:canary@example.com",
                "https://example.com?sig=canary",
                "https://example.com/#canary"
            })
    void anythingElseIsRefusedWithoutBeingShown(String text) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> read(text))
                .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                .withMessageStartingWith("storage.photos: option 'endpoint' must be an http or https URL")
                .withMessageEndingWith(EXAMPLE)
                .withMessageNotContaining("canary");
    }

    private static Optional<URI> read(String text) {
        return Options.of("storage.photos", Map.of("endpoint", text)).endpoint("endpoint", EXAMPLE);
    }
}
