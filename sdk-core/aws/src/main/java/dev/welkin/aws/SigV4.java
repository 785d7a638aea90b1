package dev.welkin.aws;

import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests to one service in one region, in headers or in the query (AWS Signature Version 4, AWS General
 * Reference and "Authenticating Requests" of the S3 API Reference). The URL must be encoded as {@link Rfc3986} does:
 * what stands in it is signed as it is. Safe for use by several threads.
 */
public final class SigV4 {
    private static final String S3 = "s3";
    private static final long DAY_SECONDS = 86_400;

    private final String service;
    private final String region;
    private final SigningClock clock;
    private final boolean s3;
    private volatile @Nullable SigningKey lastKey;

    private SigV4(String service, String region, SigningClock clock) {
        this.service = service;
        this.region = region;
        this.clock = clock;
        this.s3 = service.startsWith(S3);
    }

    /**
     * Makes a signer.
     *
     * @param service the signing name, for example {@code s3}; S3 ({@code s3}, {@code s3-outposts}, {@code s3express}
     *     ..) signs the path as it is sent and the payload's hash in a header, every other service signs the normalised
     *     path, encoded twice
     * @param region for example {@code eu-west-1}
     * @param clock the time to sign with
     * @return the signer
     */
    public static SigV4 of(String service, String region, SigningClock clock) {
        return new SigV4(service, region, clock);
    }

    /**
     * Signs a request in its headers. All its header fields are signed but those that proxies and HTTP clients set on
     * the way (Authorization, User-Agent, Accept-Encoding, Expect, Connection, Content-Length and the like); a
     * Content-Type that the body brings is signed too.
     *
     * @param request what will be sent
     * @param credentials whose signature; with {@link AwsCredentials#anonymous} the request stays as it is
     * @param payload what the signature says of the body
     * @return the request with {@code X-Amz-Date}, {@code Authorization}, for temporary credentials
     *     {@code X-Amz-Security-Token}, and for S3 {@code X-Amz-Content-Sha256}
     * @throws dev.welkin.CloudException UNAUTHENTICATED if the credentials lack a key
     */
    public HttpRequest sign(HttpRequest request, Credentials credentials, PayloadHash payload) {
        if (AwsCredentials.isAnonymous(credentials)) {
            return request;
        }
        long now = clock.now().getEpochSecond();
        SigningKey key = key(credentials, now);
        String dateTime = dateTime(key.date, now);
        CanonicalHeaders signed = CanonicalHeaders.of(request);
        List<Map.Entry<String, String>> fields =
                new ArrayList<>(request.headers().fields().size() + 4);
        fields.addAll(request.headers().fields());
        add(fields, signed, "x-amz-date", dateTime);
        if (s3) {
            add(fields, signed, "x-amz-content-sha256", payload.value());
        }
        if (key.sessionToken != null) {
            add(fields, signed, "x-amz-security-token", key.sessionToken.reveal());
        }
        String query = CanonicalQuery.of(request.uri().getRawQuery());
        fields.add(Map.entry(
                "Authorization", authorization(key, dateTime, signed, canonical(request, query, signed, payload))));
        return new HttpRequest(
                request.method(),
                request.uri(),
                HttpHeaders.of(fields),
                request.body(),
                request.idleTimeout(),
                request.inflate());
    }

    /**
     * Signs a request in its URL, so that whoever has the URL may send it until it expires. Whoever sends it must send
     * the request's header fields along; they are bound by the signature.
     *
     * @param request method, URL and the header fields that are bound
     * @param credentials whose signature; with {@link AwsCredentials#anonymous} the URL stays as it is
     * @param payload what the signature says of the body; {@link PayloadHash#unsigned} for S3
     * @param expires how long the URL works; AWS accepts up to 7 days, and no longer than the credentials live
     * @return the signed URL
     * @throws dev.welkin.CloudException UNAUTHENTICATED if the credentials lack a key
     */
    public URI presign(HttpRequest request, Credentials credentials, PayloadHash payload, Duration expires) {
        if (AwsCredentials.isAnonymous(credentials)) {
            return request.uri();
        }
        long now = clock.now().getEpochSecond();
        SigningKey key = key(credentials, now);
        String dateTime = dateTime(key.date, now);
        CanonicalHeaders signed = CanonicalHeaders.of(request);
        // whoever sends it sets the length; it is bound only where the request names one
        request.headers().first("content-length").ifPresent(length -> signed.add("content-length", length));
        String query = presignedQuery(request, key, dateTime, signed, expires);
        String signature = key.sign(dateTime, canonical(request, query, signed, payload));
        String url = request.uri().toString();
        int end = url.indexOf('?') < 0 ? url.length() : url.indexOf('?');
        return URI.create(url.substring(0, end) + '?' + query + "&X-Amz-Signature=" + signature);
    }

    private static String presignedQuery(
            HttpRequest request, SigningKey key, String dateTime, CanonicalHeaders signed, Duration expires) {
        StringBuilder names = new StringBuilder();
        signed.appendNames(names);
        CanonicalQuery query = new CanonicalQuery()
                .addAll(request.uri().getRawQuery())
                .add("X-Amz-Algorithm", SigningKey.ALGORITHM)
                .add("X-Amz-Credential", key.credential)
                .add("X-Amz-Date", dateTime)
                .add("X-Amz-Expires", String.valueOf(expires.toSeconds()))
                .add("X-Amz-SignedHeaders", names.toString());
        if (key.sessionToken != null) {
            query.add("X-Amz-Security-Token", key.sessionToken.reveal());
        }
        return query.toString();
    }

    private static void add(
            List<Map.Entry<String, String>> fields, CanonicalHeaders signed, String name, String value) {
        fields.add(Map.entry(name, value));
        signed.add(name, value);
    }

    private static String authorization(
            SigningKey key, String dateTime, CanonicalHeaders signed, byte[] canonicalHash) {
        StringBuilder value = new StringBuilder(320)
                .append(SigningKey.ALGORITHM)
                .append(" Credential=")
                .append(key.credential)
                .append(", SignedHeaders=");
        signed.appendNames(value);
        return value.append(", Signature=")
                .append(key.sign(dateTime, canonicalHash))
                .toString();
    }

    /** The hash of the canonical request. */
    private byte[] canonical(HttpRequest request, String query, CanonicalHeaders signed, PayloadHash payload) {
        URI uri = request.uri();
        StringBuilder text = new StringBuilder(640)
                .append(request.method())
                .append('\n')
                .append(s3 ? CanonicalPath.asSent(uri) : CanonicalPath.encodedTwice(uri))
                .append('\n')
                .append(query)
                .append('\n');
        signed.appendLines(text);
        signed.appendNames(text.append('\n'));
        text.append('\n').append(payload.value());
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private SigningKey key(Credentials credentials, long now) {
        long day = Math.floorDiv(now, DAY_SECONDS);
        SigningKey key = lastKey;
        if (key == null || !key.fits(credentials, day)) {
            key = SigningKey.of(credentials, service, region, day);
            lastKey = key;
        }
        return key;
    }

    /** {@code 20130524T000000Z}. */
    private static String dateTime(String date, long now) {
        int second = (int) Math.floorMod(now, DAY_SECONDS);
        StringBuilder text = new StringBuilder(16).append(date).append('T');
        twoDigits(text, second / 3600);
        twoDigits(text, second / 60 % 60);
        twoDigits(text, second % 60);
        return text.append('Z').toString();
    }

    private static void twoDigits(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
