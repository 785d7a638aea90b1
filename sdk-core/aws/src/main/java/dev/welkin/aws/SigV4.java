package dev.welkin.aws;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Signs requests with AWS Signature Version 4, in a header or in the query, as "Authenticating Requests (AWS Signature
 * Version 4)" of the Amazon S3 API reference and "Create a signed AWS API request" of the IAM user guide describe it.
 * Safe for use by several threads.
 */
public final class SigV4 {
    /** Stands for the payload's hash where the payload is not signed. */
    public static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

    /** The SHA-256 of nothing. */
    public static final String EMPTY_PAYLOAD = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String S3 = "s3";
    /** What proxies and clients may change on the way. */
    private static final Set<String> UNSIGNED =
            Set.of("authorization", "connection", "expect", "user-agent", "x-amzn-trace-id");

    private final String region;
    private final String service;
    private final Supplier<Credentials> credentials;
    private final SigningClock clock;
    private final SigningKeys keys;

    /**
     * Makes a signer for one service in one region.
     *
     * @param service for example {@code s3}: its paths are signed as they are sent; those of all others are normalised
     *     and encoded once more
     * @param region for example {@code eu-west-1}
     * @param credentials give {@code accessKeyId}, {@code secretAccessKey} and perhaps {@code sessionToken}; asked for
     *     every signature
     * @param clock gives the time of the signatures
     */
    public SigV4(String service, String region, Supplier<Credentials> credentials, SigningClock clock) {
        this.region = region;
        this.service = service;
        this.credentials = credentials;
        this.clock = clock;
        this.keys = new SigningKeys(region, service);
    }

    /**
     * Returns the SHA-256 of a payload, as {@link #sign} takes it.
     *
     * @param bytes the payload
     * @return 64 hexadecimal digits
     */
    public static String payloadHash(byte[] bytes) {
        return SigningKeys.sha256(bytes, 0, bytes.length);
    }

    /**
     * Signs a request in its header. All of its header fields are signed, but for a few that proxies change.
     *
     * @param request what is to be sent; its URL is percent-encoded by {@link UriEncoding}
     * @param payloadHash the payload's SHA-256, or {@link #UNSIGNED_PAYLOAD}
     * @return the request with the fields {@code x-amz-date}, {@code x-amz-content-sha256},
     *     {@code x-amz-security-token} where there is one, and {@code Authorization}
     * @throws CloudException UNAUTHENTICATED if there are no credentials
     */
    public HttpRequest sign(HttpRequest request, String payloadHash) {
        Credentials by = credentials.get();
        String time = time(clock.now());
        HttpHeaders all = request.headers().with("x-amz-date", time).with("x-amz-content-sha256", payloadHash);
        Optional<Secret> session = by.find("sessionToken");
        if (session.isPresent()) {
            all = all.with("x-amz-security-token", session.get().reveal());
        }
        Map<String, String> signed = signedHeaders(request.uri(), all);
        String names = String.join(";", signed.keySet());
        String scope = scope(time);
        String signature = signature(
                by,
                time,
                scope,
                canonical(request.method(), request.uri(), query(request.uri()), signed, names, payloadHash));
        String authorization =
                ALGORITHM + " Credential=" + by.require("accessKeyId").reveal() + "/" + scope + ", SignedHeaders="
                        + names + ", Signature=" + signature;
        return new HttpRequest(
                request.method(),
                request.uri(),
                all.with("Authorization", authorization),
                request.body(),
                request.idleTimeout(),
                request.inflate());
    }

    /**
     * Signs a request in its query, for somebody else to send.
     *
     * @param request what they will send; its header fields become part of the signature
     * @param expires for how long the signature holds
     * @param payloadHash the payload's SHA-256, or {@link #UNSIGNED_PAYLOAD}
     * @return the URL
     * @throws CloudException UNAUTHENTICATED if there are no credentials
     */
    public URI presign(HttpRequest request, Duration expires, String payloadHash) {
        Credentials by = credentials.get();
        String time = time(clock.now());
        String scope = scope(time);
        Map<String, String> signed = signedHeaders(request.uri(), request.headers());
        String names = String.join(";", signed.keySet());
        StringBuilder query = new StringBuilder(query(request.uri()));
        add(query, "X-Amz-Algorithm", ALGORITHM);
        add(query, "X-Amz-Credential", by.require("accessKeyId").reveal() + "/" + scope);
        add(query, "X-Amz-Date", time);
        add(query, "X-Amz-Expires", Long.toString(expires.toSeconds()));
        by.find("sessionToken").ifPresent(token -> add(query, "X-Amz-Security-Token", token.reveal()));
        add(query, "X-Amz-SignedHeaders", names);
        String sorted = sorted(query.toString());
        String signature = signature(
                by, time, scope, canonical(request.method(), request.uri(), sorted, signed, names, payloadHash));
        String base = request.uri().toString();
        int end = base.indexOf('?');
        return URI.create((end < 0 ? base : base.substring(0, end)) + "?" + sorted + "&X-Amz-Signature=" + signature);
    }

    private String signature(Credentials by, String time, String scope, String canonical) {
        String text = ALGORITHM + "\n" + time + "\n" + scope + "\n" + SigningKeys.sha256(canonical);
        return keys.sign(by.require("secretAccessKey"), time.substring(0, 8), text);
    }

    private String canonical(
            String method, URI uri, String sortedQuery, Map<String, String> signed, String names, String payloadHash) {
        StringBuilder text = new StringBuilder(512);
        text.append(method).append('\n').append(canonicalPath(uri)).append('\n');
        text.append(sortedQuery).append('\n');
        signed.forEach(
                (name, value) -> text.append(name).append(':').append(value).append('\n'));
        return text.append('\n').append(names).append('\n').append(payloadHash).toString();
    }

    private String canonicalPath(URI uri) {
        String path = uri.getRawPath();
        if (path == null || path.isEmpty()) {
            return "/";
        }
        return service.equals(S3) ? path : UriEncoding.path(Paths.normalise(path));
    }

    private String scope(String time) {
        return time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    }

    private static Map<String, String> signedHeaders(URI uri, HttpHeaders headers) {
        TreeMap<String, String> signed = new TreeMap<>();
        signed.put("host", host(uri));
        for (Map.Entry<String, String> field : headers.fields()) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (!UNSIGNED.contains(name)) {
                signed.merge(name, folded(field.getValue()), (first, second) -> first + "," + second);
            }
        }
        return signed;
    }

    /** Blanks around a value go, and several inside become one. */
    private static String folded(String value) {
        String stripped = value.strip();
        if (!stripped.contains("  ") && stripped.indexOf('\t') < 0) {
            return stripped;
        }
        StringBuilder out = new StringBuilder(stripped.length());
        boolean blank = false;
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            boolean now = c == ' ' || c == '\t';
            if (!now || !blank) {
                out.append(now ? ' ' : c);
            }
            blank = now;
        }
        return out.toString();
    }

    private static String host(URI uri) {
        String host = Optional.ofNullable(uri.getHost())
                .orElseThrow(
                        () -> CloudException.of(ErrorCode.INVALID_ARGUMENT, "A URL without a host cannot be signed"))
                .toLowerCase(Locale.ROOT);
        boolean usual = uri.getPort() < 0 || uri.getPort() == ("https".equals(uri.getScheme()) ? 443 : 80);
        return usual ? host : host + ":" + uri.getPort();
    }

    private static String query(URI uri) {
        String query = uri.getRawQuery();
        return query == null || query.isEmpty() ? "" : sorted(query);
    }

    /** Sorts by name, then by value; a name without a value gets an empty one. */
    private static String sorted(String query) {
        if (query.indexOf('&') < 0) {
            return query.indexOf('=') < 0 ? query + "=" : query;
        }
        List<String[]> parts = Arrays.stream(query.split("&", -1))
                .filter(part -> !part.isEmpty())
                .map(SigV4::pair)
                .sorted(Comparator.<String[], String>comparing(pair -> pair[0]).thenComparing(pair -> pair[1]))
                .toList();
        StringBuilder out = new StringBuilder(query.length() + 8);
        for (String[] pair : parts) {
            out.append(out.length() == 0 ? "" : "&").append(pair[0]).append('=').append(pair[1]);
        }
        return out.toString();
    }

    private static String[] pair(String part) {
        int at = part.indexOf('=');
        return at < 0 ? new String[] {part, ""} : new String[] {part.substring(0, at), part.substring(at + 1)};
    }

    private static void add(StringBuilder query, String name, String value) {
        query.append(query.length() == 0 ? "" : "&").append(name).append('=').append(UriEncoding.component(value));
    }

    /** As in {@code 20130524T000000Z}. */
    private static String time(Instant now) {
        LocalDateTime t = LocalDateTime.ofEpochSecond(now.getEpochSecond(), 0, ZoneOffset.UTC);
        char[] out = new char[16];
        digits(out, 0, 4, t.getYear());
        digits(out, 4, 2, t.getMonthValue());
        digits(out, 6, 2, t.getDayOfMonth());
        out[8] = 'T';
        digits(out, 9, 2, t.getHour());
        digits(out, 11, 2, t.getMinute());
        digits(out, 13, 2, t.getSecond());
        out[15] = 'Z';
        return new String(out);
    }

    private static void digits(char[] out, int at, int count, int value) {
        int rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            out[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
