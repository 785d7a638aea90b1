package dev.welkin.storage.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.welkin.testkit.FaultReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** GET Object of the XML API. */
final class FakeXmlApi {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

    private FakeXmlApi() {}

    static FaultReply get(FakeRequest request, FakeGcs gcs) {
        try {
            request.requireOnly("generation");
            String key =
                    String.join("/", request.path().subList(1, request.path().size()));
            FakeObject object = gcs.bucket(request.path().get(0)).find(key, request.field("generation"));
            String condition = request.header("x-goog-if-generation-match");
            if (!condition.isEmpty() && !condition.equals(Long.toString(object.generation))) {
                return error(412, "PreconditionFailed", "At least one of the pre-conditions did not hold.");
            }
            return described(request, object);
        } catch (FakeFailure e) {
            boolean bucket = String.valueOf(e.getMessage()).contains("bucket does not exist");
            return error(e.status(), bucket ? "NoSuchBucket" : "NoSuchKey", String.valueOf(e.getMessage()));
        }
    }

    private static FaultReply described(FakeRequest request, FakeObject object) {
        FaultReply reply = content(request, object).header("x-goog-hash", "md5=unknown");
        for (Map.Entry<String, String> field : fields(object).entrySet()) {
            reply = field.getValue().isEmpty() ? reply : reply.header(field.getKey(), field.getValue());
        }
        return reply;
    }

    private static Map<String, String> fields(FakeObject object) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("x-goog-generation", Long.toString(object.generation));
        fields.put("x-goog-hash", "crc32c=" + FakeObject.checksum(object.bytes));
        fields.put("x-goog-stored-content-encoding", isZipped(object) ? "gzip" : "identity");
        fields.put("x-goog-stored-content-length", Integer.toString(object.bytes.length));
        fields.put(
                "Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(object.created.atOffset(ZoneOffset.UTC)));
        fields.put("Content-Type", object.text("contentType"));
        fields.put("Cache-Control", object.text("cacheControl"));
        fields.put("Content-Disposition", object.text("contentDisposition"));
        for (Map.Entry<String, JsonNode> meta : object.given.path("metadata").properties()) {
            fields.put("x-goog-meta-" + meta.getKey(), meta.getValue().asText());
        }
        return fields;
    }

    private static FaultReply content(FakeRequest request, FakeObject object) {
        if (isZipped(object) && !request.header("Accept-Encoding").equals("gzip")) {
            return FaultReply.of(200).body(inflated(object.bytes));
        }
        Matcher range = RANGE.matcher(request.header("Range"));
        if (!range.matches()) {
            return FaultReply.of(200).body(object.bytes);
        }
        int size = object.bytes.length;
        boolean tail = range.group(1).isEmpty();
        long from = tail ? Math.max(0, size - Long.parseLong(range.group(2))) : Long.parseLong(range.group(1));
        long last = tail || range.group(2).isEmpty() ? size - 1 : Math.min(Long.parseLong(range.group(2)), size - 1);
        if (from >= size) {
            return error(416, "InvalidRange", "The requested range cannot be satisfied.");
        }
        return FaultReply.of(206)
                .header("Content-Range", "bytes " + from + "-" + last + "/" + size)
                .body(Arrays.copyOfRange(object.bytes, (int) from, (int) last + 1));
    }

    private static boolean isZipped(FakeObject object) {
        return object.text("contentEncoding").equals("gzip");
    }

    private static byte[] inflated(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            return bytes; // the encoding is a claim of whoever wrote them
        }
    }

    private static FaultReply error(int status, String code, String message) {
        return FaultReply.of(status)
                .header("Content-Type", "application/xml; charset=UTF-8")
                .body("<?xml version='1.0' encoding='UTF-8'?><Error><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error>");
    }
}
