package dev.welkin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Secret;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.time.ManualClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SigningTimeTest {
    private static final HttpRequest REQUEST =
            HttpRequest.of("GET", URI.create("https://b.s3.amazonaws.com/k"), HttpHeaders.empty());

    private final ManualClock machine = new ManualClock();
    private final SigningClock clock = new SigningClock(machine);
    private final SigV4 signer = SigV4.of("s3", "eu-west-1", clock);

    @Test
    void aNewDayBringsANewKey() {
        Credentials keys = keys("AKID", "secret");
        String first = authorization(keys);
        machine.advance(Duration.ofDays(1));
        assertThat(authorization(keys)).contains("/20260102/").isNotEqualTo(first);
    }

    @Test
    void otherCredentialsBringAnotherKey() {
        String first = authorization(keys("AKID", "secret"));
        assertThat(authorization(keys("AKID", "another"))).isNotEqualTo(first);
        assertThat(authorization(keys("AKID", "secret"))).isEqualTo(first);
    }

    @Test
    void nobodysRequestStaysAsItIs() {
        assertThat(signer.sign(REQUEST, AwsCredentials.anonymous(), PayloadHash.empty()))
                .isEqualTo(REQUEST);
        assertThat(signer.presign(REQUEST, AwsCredentials.anonymous(), PayloadHash.empty(), Duration.ofHours(1)))
                .isEqualTo(REQUEST.uri());
    }

    @Test
    void aClockThatIsAnHourLateIsPutRight() {
        Instant signedAt = clock.now();
        Instant provider = signedAt.plusSeconds(3600);
        assertThat(clock.resync(signedAt, provider)).isTrue();
        assertThat(clock.now()).isEqualTo(provider);
        assertThat(clock.offset()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aRequestSignedBeforeTheClockWasPutRightMaySignAgainToo() {
        Instant signedAt = clock.now();
        Instant provider = signedAt.plusSeconds(3600);
        clock.resync(signedAt, provider);
        assertThat(clock.resync(signedAt, provider)).isTrue();
        assertThat(clock.now()).isEqualTo(provider);
    }

    @Test
    void aRequestSignedAtTheRightTimeIsNotSignedAgain() {
        Instant signedAt = clock.now();
        assertThat(clock.resync(signedAt, signedAt.plusSeconds(5))).isFalse();
        assertThat(clock.now()).isEqualTo(signedAt);
        assertThat(clock.offset()).isZero();
    }

    private String authorization(Credentials keys) {
        return signer.sign(REQUEST, keys, PayloadHash.empty())
                .headers()
                .first("Authorization")
                .orElseThrow();
    }

    private static Credentials keys(String id, String secret) {
        return AwsCredentials.of(id, Secret.of(secret), null, null, "test");
    }
}
