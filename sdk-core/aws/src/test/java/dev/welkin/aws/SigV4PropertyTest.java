package dev.welkin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Secret;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.time.ManualClock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Random requests are signed as AWS's own signer signs them. */
class SigV4PropertyTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    @Property(tries = 300)
    void headersAreSignedAsAwsSignsThem(
            @ForAll("keys") String key,
            @ForAll("queries") Map<String, String> query,
            @ForAll("headers") Map<String, String> headers,
            @ForAll boolean s3,
            @ForAll boolean session) {
        URI uri = uri(key, query);
        SdkHttpRequest theirs = sign(uri, headers, s3, session, AuthLocation.HEADER);

        HttpRequest ours = signer(s3, session).sign(request(uri, headers), SigV4.EMPTY_PAYLOAD);

        assertThat(ours.headers().first("authorization")).isEqualTo(theirs.firstMatchingHeader("Authorization"));
    }

    @Property(tries = 300)
    void queriesAreSignedAsAwsSignsThem(
            @ForAll("keys") String key,
            @ForAll("queries") Map<String, String> query,
            @ForAll("headers") Map<String, String> headers,
            @ForAll boolean session) {
        URI uri = uri(key, query);
        SdkHttpRequest theirs = sign(uri, headers, true, session, AuthLocation.QUERY_STRING);

        URI ours = signer(true, session).presign(request(uri, headers), Duration.ofHours(1), SigV4.UNSIGNED_PAYLOAD);

        assertThat(signature(ours.getRawQuery()))
                .isEqualTo(
                        theirs.firstMatchingRawQueryParameter("X-Amz-Signature").orElseThrow());
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.strings()
                .ofMaxLength(30)
                .filter(text -> noLoneSurrogate(text) && !text.contains("\0"))
                .map(text -> "k" + text.replace("/.", "/_").replace("..", "_"));
    }

    @Provide
    Arbitrary<Map<String, String>> queries() {
        Arbitrary<String> values = Arbitraries.strings().ofMaxLength(12).filter(SigV4PropertyTest::noLoneSurrogate);
        return Arbitraries.maps(
                        Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(8), values)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<Map<String, String>> headers() {
        Arbitrary<String> names =
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8).map(name -> "x-amz-meta-" + name);
        Arbitrary<String> values = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(20);
        return Arbitraries.maps(names, values).ofMaxSize(4).map(map -> {
            TreeMap<String, String> distinct = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            distinct.putAll(map);
            return distinct;
        });
    }

    private static boolean noLoneSurrogate(String text) {
        return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }

    private static URI uri(String key, Map<String, String> query) {
        StringBuilder text = new StringBuilder("https://bucket.s3.eu-west-1.amazonaws.com/");
        text.append(UriEncoding.path(key));
        String separator = "?";
        for (Map.Entry<String, String> one : query.entrySet()) {
            text.append(separator)
                    .append(UriEncoding.component(one.getKey()))
                    .append('=')
                    .append(UriEncoding.component(one.getValue()));
            separator = "&";
        }
        return URI.create(text.toString());
    }

    private static HttpRequest request(URI uri, Map<String, String> headers) {
        HttpHeaders fields = HttpHeaders.empty();
        for (Map.Entry<String, String> one : headers.entrySet()) {
            fields = fields.with(one.getKey(), one.getValue());
        }
        return HttpRequest.of("GET", uri, fields);
    }

    private static SigV4 signer(boolean s3, boolean session) {
        Map<String, Secret> values = new HashMap<>();
        values.put("accessKeyId", Secret.of("AKIDEXAMPLE"));
        values.put("secretAccessKey", Secret.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
        if (session) {
            values.put("sessionToken", Secret.of("a+session/token=="));
        }
        Credentials credentials = Credentials.of("test", values);
        SigningClock clock = new SigningClock(new ManualClock());
        clock.learn(NOW);
        return new SigV4(s3 ? "s3" : "sqs", "eu-west-1", () -> credentials, clock);
    }

    private static SdkHttpRequest sign(
            URI uri, Map<String, String> headers, boolean s3, boolean session, AuthLocation where) {
        SdkHttpFullRequest.Builder request =
                SdkHttpFullRequest.builder().method(SdkHttpMethod.GET).uri(uri);
        headers.forEach(request::putHeader);
        AwsCredentialsIdentity identity = identity(session ? "a+session/token==" : null);
        return AwsV4HttpSigner.create()
                .sign(r -> r.identity(identity)
                        .request(request.build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, s3 ? "s3" : "sqs")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !s3)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !s3)
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, where)
                        .putProperty(
                                AwsV4HttpSigner.EXPIRATION_DURATION,
                                where == AuthLocation.QUERY_STRING ? Duration.ofHours(1) : null)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, where == AuthLocation.HEADER)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)))
                .request();
    }

    private static AwsCredentialsIdentity identity(@Nullable String token) {
        String id = "AKIDEXAMPLE";
        String secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
        return token == null
                ? AwsCredentialsIdentity.create(id, secret)
                : AwsSessionCredentialsIdentity.create(id, secret, token);
    }

    private static String signature(String query) {
        String name = "X-Amz-Signature=";
        return query.substring(query.indexOf(name) + name.length());
    }
}
