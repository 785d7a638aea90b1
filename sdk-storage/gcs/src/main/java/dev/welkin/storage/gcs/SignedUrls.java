package dev.welkin.storage.gcs;

import dev.welkin.google.ServiceAccountKey;
import dev.welkin.storage.PresignOptions;
import dev.welkin.storage.PresignedRequest;
import dev.welkin.storage.PresignedRequest.Verb;
import dev.welkin.storage.spi.PresignRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Signs requests for others with a service account's key: V4 signed URLs of the XML API, {@code GOOG4-RSA-SHA256} ("V4
 * signing process with your own program").
 */
final class SignedUrls {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "GOOG4-RSA-SHA256";

    private final GcsClient client;
    private final String bucket;

    SignedUrls(GcsClient client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    PresignedRequest sign(PresignRequest request) {
        PresignOptions options = request.options();
        ServiceAccountKey key = client.auth().key();
        Instant now = client.clock().now().truncatedTo(ChronoUnit.SECONDS);
        URI base = client.endpoint().base();
        String path = base.getRawPath() + "/" + bucket + "/" + ObjectNames.pathOfSegments(request.key());
        String query = query(request, key, now);
        String canonical = String.join(
                "\n",
                request.verb().name(),
                path,
                query,
                "host:" + base.getRawAuthority(),
                "",
                "host",
                "UNSIGNED-PAYLOAD");
        String toSign = String.join("\n", ALGORITHM, TIME.format(now), scope(now), sha256(canonical));
        String signature = HexFormat.of().formatHex(key.sign(toSign.getBytes(StandardCharsets.UTF_8)));
        return new PresignedRequest(
                request.verb(),
                URI.create(base.getScheme() + "://" + base.getRawAuthority() + path + "?" + query + "&X-Goog-Signature="
                        + signature),
                Map.of(),
                now.plus(options.expires()));
    }

    /** The query, in the order of its names. */
    private static String query(PresignRequest request, ServiceAccountKey key, Instant now) {
        TreeMap<String, String> fields = new TreeMap<>();
        fields.put("X-Goog-Algorithm", ALGORITHM);
        fields.put("X-Goog-Credential", key.email() + "/" + scope(now));
        fields.put("X-Goog-Date", TIME.format(now));
        fields.put("X-Goog-Expires", Long.toString(request.options().expires().toSeconds()));
        fields.put("X-Goog-SignedHeaders", "host");
        String type = request.options().contentType();
        if (type != null && request.verb() == Verb.GET) {
            fields.put("response-content-type", type);
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + ObjectNames.encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String scope(Instant now) {
        return TIME.format(now).substring(0, 8) + "/auto/storage/goog4_request";
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
