package dev.welkin.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs with the key of a storage account: the full form of Shared Key, which covers method, headers and URL
 * ("Authorize with Shared Key" in the reference of the Blob service). Immutable; prints nothing of the key.
 */
public final class SharedKey {
    private static final String HMAC = "HmacSHA256";
    private static final List<String> SIGNED_FIELDS = List.of(
            "content-encoding",
            "content-language",
            "content-length",
            "content-md5",
            "content-type",
            "date",
            "if-modified-since",
            "if-match",
            "if-none-match",
            "if-unmodified-since",
            "range");

    /** RFC 1123 with two digits for the day, which Java's own format does without. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private final String account;
    private final SecretKeySpec key;

    /**
     * Makes a signer.
     *
     * @param account the account's name
     * @param key its key in Base64, as Azure shows it
     * @throws CloudException UNAUTHENTICATED if the key is not Base64
     */
    public SharedKey(String account, Secret key) {
        this.account = account;
        try {
            this.key = new SecretKeySpec(Base64.getDecoder().decode(key.reveal().strip()), HMAC);
        } catch (IllegalArgumentException e) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED,
                    "The accountKey of " + account + " is not in Base64; copy it as Azure shows it");
        }
    }

    /**
     * Signs a request.
     *
     * @param request what is to be sent; all of its header fields stand in it but Content-Length and Content-Type,
     *     which its body names
     * @param now the time of the signature
     * @return the request with {@code x-ms-date} and {@code Authorization}
     */
    public HttpRequest sign(HttpRequest request, Instant now) {
        HttpRequest dated = request.header("x-ms-date", date(now));
        String signature = sign(stringToSign(dated));
        return dated.header("Authorization", "SharedKey " + account + ":" + signature);
    }

    /**
     * Returns the signature of any text, as a shared access signature needs it.
     *
     * @param text what is signed
     * @return the signature in Base64
     */
    public String sign(String text) {
        return Base64.getEncoder().encodeToString(mac().doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    String stringToSign(HttpRequest request) {
        StringBuilder text = new StringBuilder(512).append(request.method());
        Map<String, String> fields = fields(request);
        SIGNED_FIELDS.forEach(name ->
                text.append('\n').append(Optional.ofNullable(fields.get(name)).orElse("")));
        text.append('\n');
        fields.forEach((name, value) -> {
            if (name.startsWith("x-ms-")) {
                text.append(name).append(':').append(value).append('\n');
            }
        });
        return text.append(resource(request.uri())).toString();
    }

    private static Map<String, String> fields(HttpRequest request) {
        Map<String, String> fields = new TreeMap<>();
        HttpHeaders headers = request.headers();
        headers.fields()
                .forEach(f -> fields.put(
                        f.getKey().toLowerCase(Locale.ROOT), f.getValue().strip()));
        HttpBody body = request.body();
        if (body != null) {
            fields.put("content-length", body.lengthBytes() > 0 ? Long.toString(body.lengthBytes()) : "");
            Optional.ofNullable(body.contentType()).ifPresent(type -> fields.putIfAbsent("content-type", type));
        }
        return fields;
    }

    private String resource(URI uri) {
        StringBuilder text = new StringBuilder("/").append(account).append(uri.getRawPath());
        Map<String, String> query = new TreeMap<>();
        for (String part : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&", -1)) {
            int at = part.indexOf('=');
            if (at > 0) {
                query.merge(
                        decoded(part.substring(0, at)).toLowerCase(Locale.ROOT),
                        decoded(part.substring(at + 1)),
                        SharedKey::both);
            }
        }
        query.forEach(
                (name, value) -> text.append('\n').append(name).append(':').append(value));
        return text.toString();
    }

    private static String both(String one, String other) {
        return one.compareTo(other) <= 0 ? one + "," + other : other + "," + one;
    }

    /** A plus sign is a plus sign here. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String date(Instant now) {
        return DATE.format(now.atOffset(ZoneOffset.UTC));
    }

    /** Prints the account's name only. */
    @Override
    public String toString() {
        return "SharedKey[" + account + "]";
    }
}
