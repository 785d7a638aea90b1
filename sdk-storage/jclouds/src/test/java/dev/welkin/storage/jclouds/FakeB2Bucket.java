package dev.welkin.storage.jclouds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.storage.ObjectKey;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.SeenRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of one bucket, every version of them. */
final class FakeB2Bucket {
    private static final String INFO = "x-bz-info-";
    private static final int DIGITS = 40;
    private static final int MAX_INFO = 10;
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");
    private static final Map<String, String> FIELDS = Map.of(
            "b2-cache-control", "Cache-Control",
            "b2-content-disposition", "Content-Disposition",
            "b2-content-encoding", "Content-Encoding");

    final String id;
    final String name;
    /** By name, the latest version last. */
    private final TreeMap<String, List<FakeB2File>> files = new TreeMap<>(ObjectKey.ORDER);

    FakeB2Bucket(String id, String name) {
        this.id = id;
        this.name = name;
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    ObjectNode described() {
        return FakeJson.object().put("bucketId", id).put("bucketName", name).put("bucketType", "allPrivate");
    }

    JsonNode upload(SeenRequest seen, String file, String fileId) {
        requireName(file);
        byte[] body = seen.body();
        if (!FakeB2.header(seen, "X-Bz-Content-Sha1").equals("hex_digits_at_end") || body.length < DIGITS) {
            throw new FakeB2Failure(400, "bad_request", "X-Bz-Content-Sha1");
        }
        byte[] bytes = Arrays.copyOf(body, body.length - DIGITS);
        String sha1 = new String(body, bytes.length, DIGITS, StandardCharsets.US_ASCII);
        if (!sha1.equals(HexFormat.of().formatHex(sha1(bytes)))) {
            throw new FakeB2Failure(400, "bad_request", "Sha1 did not match data received");
        }
        Map<String, String> info = info(seen);
        String type = FakeB2.header(seen, "Content-Type");
        if (info.size() > MAX_INFO || type.isEmpty()) {
            throw new FakeB2Failure(400, "bad_request", "Content-Type or too many fields of information");
        }
        return add(new FakeB2File(fileId, file, false, bytes, type, info));
    }

    private static Map<String, String> info(SeenRequest seen) {
        Map<String, String> info = new TreeMap<>();
        for (Map.Entry<String, String> field : seen.headers()) {
            String field1 = field.getKey().toLowerCase(Locale.ROOT);
            if (field1.startsWith(INFO)) {
                info.put(field1.substring(INFO.length()), URLDecoder.decode(field.getValue(), StandardCharsets.UTF_8));
            }
        }
        return info;
    }

    JsonNode hide(String file, String fileId) {
        FakeB2File latest = latest(file);
        if (latest == null) {
            throw new FakeB2Failure(400, "no_such_file", "File not present: " + file);
        }
        if (latest.hides) {
            throw new FakeB2Failure(400, "already_hidden", "File already hidden: " + file);
        }
        return add(new FakeB2File(fileId, file, true, new byte[0], "application/x-bz-hide-marker", Map.of()));
    }

    @Nullable JsonNode copy(String source, String to, String fileId) {
        requireName(to);
        for (List<FakeB2File> versions : files.values()) {
            for (FakeB2File file : versions) {
                if (file.id.equals(source)) {
                    return add(new FakeB2File(fileId, to, false, file.bytes, file.contentType, file.info));
                }
            }
        }
        return null;
    }

    FaultReply download(String file, String asked) {
        FakeB2File latest = latest(file);
        if (latest == null || latest.hides) {
            throw new FakeB2Failure(404, "not_found", "Bucket " + name + " does not have file: " + file);
        }
        FaultReply reply = content(latest.bytes, asked)
                .header("X-Bz-File-Id", latest.id)
                .header("X-Bz-Upload-Timestamp", Long.toString(latest.timestamp))
                .header("Content-Type", latest.contentType);
        for (Map.Entry<String, String> info : latest.info.entrySet()) {
            String field = FIELDS.get(info.getKey());
            reply = field == null
                    ? reply.header(INFO + info.getKey(), SwiftNames.encoded(info.getValue()))
                    : reply.header(field, info.getValue());
        }
        return reply;
    }

    private static FaultReply content(byte[] bytes, String asked) {
        Matcher range = RANGE.matcher(asked);
        if (!range.matches()) {
            return FaultReply.of(200).body(bytes);
        }
        boolean tail = range.group(1).isEmpty();
        long from = tail ? Math.max(0, bytes.length - Long.parseLong(range.group(2))) : Long.parseLong(range.group(1));
        long last = tail || range.group(2).isEmpty()
                ? bytes.length - 1
                : Math.min(Long.parseLong(range.group(2)), bytes.length - 1);
        if (from >= bytes.length) {
            throw new FakeB2Failure(416, "range_not_satisfiable", "The Range header is outside of the file");
        }
        return FaultReply.of(206)
                .header("Content-Range", "bytes " + from + "-" + last + "/" + bytes.length)
                .body(Arrays.copyOfRange(bytes, (int) from, (int) last + 1));
    }

    JsonNode list(JsonNode question) {
        String prefix = question.path("prefix").asText();
        String delimiter = question.path("delimiter").asText();
        int most = question.path("maxFileCount").asInt(100);
        if (delimiter.length() > 1 || most < 1 || most > 10_000) {
            throw new FakeB2Failure(400, "bad_request", "delimiter or maxFileCount");
        }
        ObjectNode answer = FakeJson.object().putNull("nextFileName");
        ArrayNode listed = answer.putArray("files");
        String folder = "";
        for (String file :
                files.tailMap(question.path("startFileName").asText(), true).keySet()) {
            FakeB2File latest = latest(file);
            boolean same = !folder.isEmpty() && file.startsWith(folder);
            if (latest == null || latest.hides || !file.startsWith(prefix) || same) {
                continue;
            }
            if (listed.size() == most) {
                return answer.put("nextFileName", file);
            }
            int end = delimiter.isEmpty() ? -1 : file.indexOf(delimiter, prefix.length());
            folder = end < 0 ? "" : file.substring(0, end + 1);
            listed.add(
                    end < 0
                            ? latest.described()
                            : FakeJson.object().put("fileName", folder).put("action", "folder"));
        }
        return answer;
    }

    private @Nullable FakeB2File latest(String file) {
        List<FakeB2File> versions = files.get(file);
        return versions == null ? null : versions.get(versions.size() - 1);
    }

    private JsonNode add(FakeB2File file) {
        files.computeIfAbsent(file.name, n -> new ArrayList<>()).add(file);
        return file.described();
    }

    private static void requireName(String file) {
        boolean control = file.chars().anyMatch(c -> c < ' ' || c == 127 || c == '\\');
        boolean empty = file.startsWith("/") || file.endsWith("/") || file.contains("//");
        if (control || empty || file.isEmpty() || file.getBytes(StandardCharsets.UTF_8).length > 1024) {
            throw new FakeB2Failure(400, "bad_request", "File names must be as the reference says: " + file);
        }
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
