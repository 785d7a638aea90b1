package dev.welkin.storage.jclouds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.FaultServer;
import dev.welkin.testkit.SeenRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Backblaze B2 as the reference of its native API describes it, in this JVM. Strict: what the reference does not know
 * is refused. A test may put faults before it.
 */
final class FakeB2 implements AutoCloseable {
    static final String KEY_ID = "key-1";
    static final String KEY = "application-key-1";
    private static final String ACCOUNT = "account-1";
    private static final String SIGN_IN =
            "Basic " + Base64.getEncoder().encodeToString((KEY_ID + ":" + KEY).getBytes(StandardCharsets.UTF_8));

    private final FaultServer server = FaultServer.start();
    private final Map<String, FakeB2Bucket> buckets = new TreeMap<>();
    private final Set<String> uploads = new HashSet<>();
    private int ids;
    private String token = "";
    private volatile Function<SeenRequest, @Nullable FaultReply> faults = request -> null;

    FakeB2() {
        server.always(this::answer);
    }

    URI uri() {
        return server.uri("");
    }

    List<SeenRequest> requests() {
        return server.requests();
    }

    /** Answers before the fake does, where the function gives something. */
    void faults(Function<SeenRequest, @Nullable FaultReply> value) {
        faults = value;
    }

    /** Does what a request asks, whose reply may then be lost. */
    synchronized FaultReply done(SeenRequest seen) {
        try {
            return route(seen);
        } catch (FakeB2Failure e) {
            return e.reply();
        }
    }

    /** The token that was given is not taken any more. */
    synchronized void expire() {
        token = "";
    }

    synchronized void add(String bucket) {
        buckets.put(bucket, new FakeB2Bucket(id("bucket"), bucket));
    }

    @Override
    public void close() {
        server.close();
    }

    private FaultReply answer(SeenRequest seen) {
        FaultReply fault = faults.apply(seen);
        return fault != null ? fault : done(seen);
    }

    private FaultReply route(SeenRequest seen) {
        String path = seen.target().split("\\?", 2)[0];
        if (path.equals("/b2api/v2/b2_authorize_account")) {
            return authorize(seen);
        }
        if (path.startsWith("/upload/")) {
            return upload(seen, path.substring("/upload/".length()));
        }
        if (token.isEmpty() || !header(seen, "Authorization").equals(token)) {
            throw new FakeB2Failure(401, "bad_auth_token", "Invalid authorization token");
        }
        if (path.startsWith("/file/")) {
            String[] names = path.substring("/file/".length()).split("/", 2);
            return named(names[0]).download(decoded(names[1]), header(seen, "Range"));
        }
        if (!seen.method().equals("POST") || !header(seen, "Content-Type").equals("application/json")) {
            throw new FakeB2Failure(405, "method_not_allowed", seen.method());
        }
        return json(api(path, FakeJson.read(seen.body())));
    }

    private FaultReply authorize(SeenRequest seen) {
        if (!header(seen, "Authorization").equals(SIGN_IN)) {
            throw new FakeB2Failure(401, "unauthorized", "The applicationKeyId and/or the applicationKey are wrong.");
        }
        token = id("token");
        String self = server.uri("").toString();
        return json(FakeJson.object()
                .put("accountId", ACCOUNT)
                .put("authorizationToken", token)
                .put("apiUrl", self)
                .put("downloadUrl", self)
                .put("recommendedPartSize", 100_000_000)
                .put("absoluteMinimumPartSize", 5_000_000));
    }

    private JsonNode api(String path, JsonNode question) {
        return switch (path) {
            case "/b2api/v2/b2_list_buckets" -> listBuckets(only(question, "accountId", "bucketName"));
            case "/b2api/v2/b2_create_bucket" -> createBucket(only(question, "accountId", "bucketName", "bucketType"));
            case "/b2api/v2/b2_delete_bucket" -> deleteBucket(only(question, "accountId", "bucketId"));
            case "/b2api/v2/b2_get_upload_url" -> uploadUrl(only(question, "bucketId"));
            case "/b2api/v2/b2_list_file_names" ->
                of(question).list(only(question, "bucketId", "startFileName", "maxFileCount", "prefix", "delimiter"));
            case "/b2api/v2/b2_hide_file" ->
                of(only(question, "bucketId", "fileName"))
                        .hide(question.path("fileName").asText(), id("file"));
            case "/b2api/v2/b2_copy_file" -> copy(only(question, "sourceFileId", "fileName", "metadataDirective"));
            default -> throw new FakeB2Failure(404, "not_found", "no such operation: " + path);
        };
    }

    private JsonNode listBuckets(JsonNode question) {
        requireAccount(question);
        ObjectNode answer = FakeJson.object();
        ArrayNode all = answer.putArray("buckets");
        String name = question.path("bucketName").asText();
        buckets.values().stream()
                .filter(bucket -> name.isEmpty() || bucket.name.equals(name))
                .forEach(bucket -> all.add(bucket.described()));
        return answer;
    }

    private JsonNode createBucket(JsonNode question) {
        requireAccount(question);
        String name = question.path("bucketName").asText();
        if (!question.path("bucketType").asText().equals("allPrivate") || !name.matches("[A-Za-z0-9-]{6,63}")) {
            throw new FakeB2Failure(400, "bad_request", "bucketType or bucketName");
        }
        if (buckets.containsKey(name)) {
            throw new FakeB2Failure(400, "duplicate_bucket_name", "Bucket name is already in use.");
        }
        add(name);
        return named(name).described();
    }

    private JsonNode deleteBucket(JsonNode question) {
        requireAccount(question);
        FakeB2Bucket bucket = of(question);
        if (!bucket.isEmpty()) {
            throw new FakeB2Failure(400, "cannot_delete_non_empty_bucket", "Cannot delete non-empty bucket");
        }
        buckets.remove(bucket.name);
        return bucket.described();
    }

    private JsonNode uploadUrl(JsonNode question) {
        String place = of(question).name + "/" + id("upload");
        uploads.add(place);
        return FakeJson.object()
                .put("bucketId", question.path("bucketId").asText())
                .put("uploadUrl", server.uri("/upload/" + place).toString())
                .put("authorizationToken", "token-of-" + place);
    }

    private FaultReply upload(SeenRequest seen, String place) {
        if (!uploads.contains(place) || !header(seen, "Authorization").equals("token-of-" + place)) {
            throw new FakeB2Failure(401, "bad_auth_token", "no such place to upload to");
        }
        FakeB2Bucket bucket = named(place.substring(0, place.indexOf('/')));
        return json(bucket.upload(seen, decoded(header(seen, "X-Bz-File-Name")), id("file")));
    }

    private JsonNode copy(JsonNode question) {
        String source = question.path("sourceFileId").asText();
        for (FakeB2Bucket bucket : buckets.values()) {
            JsonNode copy = bucket.copy(source, question.path("fileName").asText(), id("file"));
            if (copy != null) {
                return copy;
            }
        }
        throw new FakeB2Failure(400, "bad_request", "no such file: " + source);
    }

    private FakeB2Bucket of(JsonNode question) {
        String id = question.path("bucketId").asText();
        return buckets.values().stream()
                .filter(bucket -> bucket.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new FakeB2Failure(400, "bad_bucket_id", "Invalid bucketId: " + id));
    }

    private FakeB2Bucket named(String name) {
        FakeB2Bucket bucket = buckets.get(name);
        if (bucket == null) {
            throw new FakeB2Failure(404, "not_found", "Bucket " + name + " does not exist");
        }
        return bucket;
    }

    private static void requireAccount(JsonNode question) {
        if (!question.path("accountId").asText().equals(ACCOUNT)) {
            throw new FakeB2Failure(400, "bad_request", "accountId");
        }
    }

    private static JsonNode only(JsonNode question, String... known) {
        question.fieldNames().forEachRemaining(field -> {
            if (!List.of(known).contains(field)) {
                throw new FakeB2Failure(400, "bad_json", "unknown field in request: " + field);
            }
        });
        return question;
    }

    private String id(String kind) {
        return kind + "-" + ++ids;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static String header(SeenRequest seen, String name) {
        return seen.header(name).orElse("");
    }

    private static FaultReply json(JsonNode document) {
        return FaultReply.ok(document.toString()).header("Content-Type", "application/json;charset=UTF-8");
    }
}
