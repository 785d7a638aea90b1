package dev.welkin.storage.gcs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.testkit.FaultReply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** V4 signed URLs of the XML API, judged from what came over the wire. */
final class FakeSignedUrls {
    private static final Set<String> KNOWN = Set.of(
            "X-Goog-Algorithm",
            "X-Goog-Credential",
            "X-Goog-Date",
            "X-Goog-Expires",
            "X-Goog-SignedHeaders",
            "X-Goog-Signature",
            "response-content-type");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private FakeSignedUrls() {}

    static FaultReply answer(FakeRequest request, FakeGcs gcs) {
        if (!KNOWN.containsAll(request.query().keySet())) {
            return denied("InvalidArgument");
        }
        if (!isSigned(request) || !isOfNow(request)) {
            return denied("SignatureDoesNotMatch");
        }
        String key = String.join("/", request.path().subList(1, request.path().size()));
        try {
            return request.seen().method().equals("PUT") ? put(request, gcs, key) : get(request, gcs, key);
        } catch (FakeFailure e) {
            return FaultReply.of(404).body("<Error><Code>NoSuchKey</Code></Error>");
        }
    }

    private static FaultReply get(FakeRequest request, FakeGcs gcs, String key) {
        FakeObject object = gcs.bucket(request.path().get(0)).find(key, "");
        String type = request.query()
                .getOrDefault(
                        "response-content-type",
                        object.given.path("contentType").asText());
        return FaultReply.of(200).header("Content-Type", type).body(object.bytes);
    }

    private static FaultReply put(FakeRequest request, FakeGcs gcs, String key) {
        ObjectNode given = FakeJson.object().put("name", key);
        request.seen().header("Content-Type").ifPresent(type -> given.put("contentType", type));
        gcs.bucket(request.path().get(0)).write(given, request.seen().body(), "");
        return FaultReply.of(200);
    }

    private static boolean isSigned(FakeRequest request) {
        String[] target = request.seen().target().split("\\?", 2);
        List<String> fields = Arrays.stream(target[1].split("&"))
                .filter(field -> !field.startsWith("X-Goog-Signature="))
                .sorted()
                .toList();
        String canonical = request.seen().method() + "\n" + target[0] + "\n" + String.join("&", fields) + "\nhost:"
                + request.header("Host") + "\n\nhost\nUNSIGNED-PAYLOAD";
        String time = request.field("X-Goog-Date");
        String scope = time.substring(0, 8) + "/auto/storage/goog4_request";
        String toSign = "GOOG4-RSA-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical);
        return request.field("X-Goog-Credential").equals(FakeKey.EMAIL + "/" + scope)
                && request.field("X-Goog-SignedHeaders").equals("host")
                && FakeKey.signed(toSign, HexFormat.of().parseHex(request.field("X-Goog-Signature")));
    }

    private static boolean isOfNow(FakeRequest request) {
        Instant from = TIME.parse(request.field("X-Goog-Date"), Instant::from);
        Instant end = from.plusSeconds(Long.parseLong(request.field("X-Goog-Expires")));
        return Instant.now().isBefore(end);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static FaultReply denied(String code) {
        return FaultReply.of(403)
                .body("<?xml version='1.0' encoding='UTF-8'?><Error><Code>" + code + "</Code></Error>");
    }
}
