package dev.welkin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesAndDurationsTest {
    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "30s, PT30S", "5m, PT5M", "2h, PT2H", "7d, PT168H", "PT1M30S, PT1M30S"})
    void durationsAreReadAsPeopleWriteThem(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "-5s", "5 s", "5w", "1.5h", "99999999999999s"})
    void otherTextsAreNoDurations(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNearestNameIsMeant() {
        assertThat(Nearest.hint("regoin", List.of("region", "endpoint"))).isEqualTo("; did you mean 'region'?");
        assertThat(Nearest.hint("x", List.of("region", "endpoint"))).isEqualTo("; known are endpoint, region");
        assertThat(Nearest.hint("x", List.of())).isEmpty();
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void distanceIsAMetric(
            @ForAll @AlphaChars @StringLength(max = 8) String a,
            @ForAll @AlphaChars @StringLength(max = 8) String b,
            @ForAll @AlphaChars @StringLength(max = 8) String c) {
        assertThat(Nearest.distance(a, a)).isZero();
        assertThat(Nearest.distance(a, b)).isEqualTo(Nearest.distance(b, a));
        assertThat(Nearest.distance(a, c)).isLessThanOrEqualTo(Nearest.distance(a, b) + Nearest.distance(b, c));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secretKey", "secret_access_key", "password", "dbPassword", "token", "sessionToken", "apiKey",
                        "api-key",
                "accountKey", "sig", "sas", "clientSecret", "key", "connectionString", "privateKey", "passphrase"
            })
    void namesOfSecretsAreKnown(String option) {
        assertThat(SecretNames.secret(option)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "region", "accessKeyId", "maxTokens", "tokensPerMinute", "contextTokens", "trustedKeys", "publicKey",
                "partitionKey", "keyFile", "tokenPath", "credentials", "account", "monkeys", "signed"
            })
    void otherNamesAreNot(String option) {
        assertThat(SecretNames.secret(option)).isFalse();
    }
}
