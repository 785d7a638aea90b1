package dev.welkin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Secret;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Our signatures are those of AWS's own signer, whatever is signed. */
class AwsSignerAgreementTest {
    private static final String REGION = "eu-west-1";

    /** A request, and when and as whom it is signed. */
    record Case(
            String method,
            String host,
            String path,
            List<Map.Entry<String, String>> query,
            List<Map.Entry<String, String>> headers,
            String body,
            Instant now,
            Keys keys) {}

    record Keys(String id, String secret, @Nullable String session) {
        Credentials ours() {
            return AwsCredentials.of(id, Secret.of(secret), session == null ? null : Secret.of(session), null, "test");
        }

        AwsCredentialsIdentity theirs() {
            return session == null
                    ? AwsCredentialsIdentity.create(id, secret)
                    : AwsSessionCredentialsIdentity.create(id, secret, session);
        }
    }

    @Property
    void s3HeadersAgree(@ForAll("cases") Case c) {
        PayloadHash payload = PayloadHash.of(body(c));
        String theirs = theirHeader(c, "s3", true, Rfc3986.path(c.path));
        assertThat(ourHeader(c, "s3", payload)).isEqualTo(theirs);
    }

    @Property(tries = 300)
    void s3HeadersAgreeWhereTheBodyIsNotSigned(@ForAll("cases") Case c) {
        String theirs = theirHeader(c, "s3", false, Rfc3986.path(c.path));
        assertThat(ourHeader(c, "s3", PayloadHash.unsigned())).isEqualTo(theirs);
    }

    @Property
    void headersOfOtherServicesAgree(@ForAll("cases") Case c) {
        PayloadHash payload = PayloadHash.of(body(c));
        Case hashed = withHeader(c, "x-amz-content-sha256", payload.value()); // AWS's signer always adds it
        assertThat(ourHeader(hashed, "sqs", payload)).isEqualTo(theirHeader(c, "sqs", true, Rfc3986.path(c.path)));
    }

    @Property
    void s3UrlsAgree(@ForAll("cases") Case c) {
        assertThat(ourUrl(c, "s3", PayloadHash.unsigned())).isEqualTo(theirUrl(c, "s3", false));
    }

    @Property(tries = 300)
    void urlsOfOtherServicesAgree(@ForAll("cases") Case c) {
        assertThat(ourUrl(c, "execute-api", PayloadHash.of(body(c)))).isEqualTo(theirUrl(c, "execute-api", true));
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars("abcXYZ019-._~ !*'();:@&=+$,/?#[]%\"\\<>^`{|}üÄ中\uD83D\uDE00")
                .ofMaxLength(12)
                .map(s -> new String(s.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        Arbitrary<String> path = text.map(s -> "/" + s).filter(s -> !s.matches(".*/\\.{1,2}(/.*)?"));
        Arbitrary<List<Map.Entry<String, String>>> query = Combinators.combine(text.filter(s -> !s.isEmpty()), text)
                .as(Map::entry)
                .list()
                .ofMaxSize(5);
        Arbitrary<String> value = Arbitraries.strings()
                .withChars("ab  \t,;=\"'/1")
                .ofMaxLength(20)
                .filter(s -> !s.isBlank());
        Arbitrary<List<Map.Entry<String, String>>> headers = Combinators.combine(
                        Arbitraries.of("Range", "x-amz-meta-a", "X-Amz-Meta-B", "if-match", "Content-Type", "x-id"),
                        value)
                .as(Map::entry)
                .list()
                .ofMaxSize(4)
                .uniqueElements(e -> e.getKey());
        Arbitrary<Keys> keys = Combinators.combine(
                        Arbitraries.strings().alpha().numeric().ofMinLength(16).ofMaxLength(20),
                        Arbitraries.strings().alpha().numeric().withChars("+/").ofLength(40),
                        Arbitraries.strings()
                                .alpha()
                                .withChars("+/=")
                                .ofLength(60)
                                .injectNull(0.5))
                .as(Keys::new);
        Arbitrary<Instant> times =
                Arbitraries.longs().between(0, 4_102_444_799L).map(Instant::ofEpochSecond);
        return Combinators.combine(
                        Arbitraries.of("GET", "PUT", "POST", "DELETE", "HEAD"),
                        Arbitraries.of("b.s3.amazonaws.com", "127.0.0.1:9000", "host.example:443", "[::1]:8080"),
                        path,
                        query,
                        headers,
                        text,
                        times,
                        keys)
                .as(Case::new);
    }

    private static String ourHeader(Case c, String service, PayloadHash payload) {
        HttpRequest signed = signer(c, service).sign(request(c), c.keys.ours(), payload);
        return signed.headers().first("Authorization").orElseThrow();
    }

    private static String ourUrl(Case c, String service, PayloadHash payload) {
        return signer(c, service)
                .presign(request(c), c.keys.ours(), payload, Duration.ofMinutes(15))
                .toString()
                .replaceAll(".*X-Amz-Signature=", "");
    }

    private static SigV4 signer(Case c, String service) {
        return SigV4.of(service, REGION, new SigningClock(new FixedClock(c.now)));
    }

    private static HttpRequest request(Case c) {
        List<String> query = c.query.stream()
                .map(p -> Rfc3986.component(p.getKey()) + "=" + Rfc3986.component(p.getValue()))
                .toList();
        String url =
                "https://" + c.host + Rfc3986.path(c.path) + (query.isEmpty() ? "" : "?" + String.join("&", query));
        return HttpRequest.of(c.method, URI.create(url), HttpHeaders.of(c.headers));
    }

    private static String theirHeader(Case c, String service, boolean signBody, String path) {
        return AwsV4HttpSigner.create()
                .sign(b -> common(b.request(theirRequest(c, path)), c, service, signBody))
                .request()
                .firstMatchingHeader("Authorization")
                .orElseThrow();
    }

    private static String theirUrl(Case c, String service, boolean signBody) {
        return AwsV4HttpSigner.create()
                .sign(b -> common(b.request(theirRequest(c, Rfc3986.path(c.path))), c, service, signBody)
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(15)))
                .request()
                .firstMatchingRawQueryParameter("X-Amz-Signature")
                .orElseThrow();
    }

    private static SignRequest.Builder<AwsCredentialsIdentity> common(
            SignRequest.Builder<AwsCredentialsIdentity> b, Case c, String service, boolean signBody) {
        boolean s3 = service.equals("s3");
        return b.identity(c.keys.theirs())
                .payload(ContentStreamProvider.fromByteArray(body(c)))
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(c.now, ZoneOffset.UTC))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, REGION)
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !s3)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !s3)
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, signBody);
    }

    private static SdkHttpRequest theirRequest(Case c, String path) {
        URI base = URI.create("https://" + c.host);
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.valueOf(c.method))
                .protocol("https")
                .host(base.getHost())
                .port(base.getPort() < 0 ? null : base.getPort())
                .encodedPath(path);
        c.query.forEach(p -> request.appendRawQueryParameter(p.getKey(), p.getValue()));
        c.headers.forEach(h -> request.appendHeader(h.getKey(), h.getValue()));
        return request.build();
    }

    private static byte[] body(Case c) {
        return c.body.getBytes(StandardCharsets.UTF_8);
    }

    private static Case withHeader(Case c, String name, String value) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(c.headers);
        headers.add(Map.entry(name, value));
        return new Case(c.method, c.host, c.path, c.query, headers, c.body, c.now, c.keys);
    }
}
