package dev.welkin.storage.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.FaultServer;
import dev.welkin.testkit.SeenRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Google Cloud Storage as its reference describes it, in this JVM: the JSON API, signed URLs, and the endpoint for
 * tokens. Strict: what the reference does not know is refused. A test may put faults before it.
 */
final class FakeGcs implements AutoCloseable {
    private static final int REWRITE_BYTES = 1 << 20;

    private final FaultServer server = FaultServer.start();
    private final Map<String, FakeBucket> buckets = new TreeMap<>();
    private final Map<String, FakeUpload> uploads = new HashMap<>();
    private final Map<String, String> rewrites = new HashMap<>();
    private volatile Function<SeenRequest, @Nullable FaultReply> faults = request -> null;

    FakeGcs() {
        server.always(this::answer);
    }

    URI uri(String path) {
        return server.uri(path);
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
        FakeRequest request = FakeRequest.of(seen);
        try {
            return route(request);
        } catch (FakeFailure e) {
            return e.reply();
        }
    }

    void add(String bucket, boolean versioned) {
        buckets.put(bucket, new FakeBucket(bucket, versioned));
    }

    @Override
    public void close() {
        server.close();
    }

    static FaultReply json(JsonNode document) {
        return FaultReply.ok(document.toString()).header("Content-Type", "application/json; charset=UTF-8");
    }

    private FaultReply answer(SeenRequest seen) {
        FaultReply fault = faults.apply(seen);
        return fault != null ? fault : done(seen);
    }

    private FaultReply route(FakeRequest request) {
        List<String> path = request.path();
        if (path.equals(List.of("token"))) {
            return token(request);
        }
        if (request.query().containsKey("X-Goog-Signature")) {
            return FakeSignedUrls.answer(request, this);
        }
        if (!request.header("Authorization").equals("Bearer " + FakeKey.EMAIL)) {
            throw new FakeFailure(401, "authError", "Invalid Credentials");
        }
        if (request.seen().target().startsWith("/storage/v1/")) {
            return api(request.below(2));
        }
        if (request.seen().target().startsWith("/upload/storage/v1/")) {
            return upload(request.below(3));
        }
        return FakeXmlApi.get(request, this);
    }

    private FaultReply api(FakeRequest request) {
        return switch (request.shape()) {
            case "GET b" -> listBuckets(request);
            case "POST b" -> createBucket(request);
            case "DELETE b/-" -> deleteBucket(request);
            case "GET b/-/o" -> list(request);
            case "GET b/-/o/-" -> read(request);
            case "DELETE b/-/o/-" -> delete(request);
            case "POST b/-/o/-/rewriteTo" -> rewrite(request);
            default -> throw new FakeFailure(404, "notFound", "Not Found: " + request.shape());
        };
    }

    private FaultReply listBuckets(FakeRequest request) {
        request.requireOnly("project", "pageToken", "fields");
        ObjectNode page = FakeJson.object();
        buckets.keySet().forEach(name -> page.withArray("/items").addObject().put("name", name));
        return json(page);
    }

    private FaultReply createBucket(FakeRequest request) {
        request.requireOnly("project");
        JsonNode resource = FakeJson.read(request.seen().body());
        String name = resource.path("name").asText();
        if (request.field("project").isEmpty()) {
            throw new FakeFailure(400, "required", "Required parameter: project");
        }
        if (buckets.containsKey(name)) {
            throw new FakeFailure(409, "conflict", "The requested bucket name is not available.");
        }
        add(name, resource.path("versioning").path("enabled").asBoolean());
        return json(resource);
    }

    private FaultReply deleteBucket(FakeRequest request) {
        request.requireOnly();
        if (!bucket(request).isEmpty()) {
            throw new FakeFailure(409, "conflict", "The bucket you tried to delete is not empty.");
        }
        buckets.remove(request.path().get(1));
        return FaultReply.of(204);
    }

    private FaultReply list(FakeRequest request) {
        request.requireOnly("prefix", "delimiter", "startOffset", "maxResults", "pageToken", "fields", "versions");
        return json(bucket(request).list(request));
    }

    private FaultReply read(FakeRequest request) {
        request.requireOnly("generation", "ifGenerationMatch", "ifGenerationNotMatch");
        return json(bucket(request).resource(bucket(request).read(request)));
    }

    private FaultReply delete(FakeRequest request) {
        request.requireOnly("generation");
        bucket(request).delete(request.path().get(3), request.field("generation"));
        return FaultReply.of(204);
    }

    /** Large objects take a second request, as between regions they do. */
    private FaultReply rewrite(FakeRequest request) {
        request.requireOnly("sourceGeneration", "ifGenerationMatch", "rewriteToken");
        List<String> path = request.path();
        if (path.size() != 9 || !path.get(5).equals("b") || !path.get(7).equals("o")) {
            throw new FakeFailure(404, "notFound", "Not Found");
        }
        FakeBucket bucket = bucket(request);
        FakeObject source = bucket.find(path.get(3), request.field("sourceGeneration"));
        bucket.requireCondition(path.get(8), request.field("ifGenerationMatch"));
        String expected = rewrites.remove(request.field("rewriteToken"));
        if (source.bytes.length > REWRITE_BYTES && !path.toString().equals(expected)) {
            String token = UUID.randomUUID().toString();
            rewrites.put(token, path.toString());
            return json(FakeJson.object().put("done", false).put("rewriteToken", token));
        }
        ObjectNode given = source.given.deepCopy();
        given.put("name", path.get(8));
        FakeObject copy = bucket.write(given, source.bytes, request.field("ifGenerationMatch"));
        return json(FakeJson.object().put("done", true).set("resource", bucket.resource(copy)));
    }

    private FaultReply upload(FakeRequest request) {
        request.requireOnly("uploadType", "ifGenerationMatch", "upload_id");
        FakeBucket bucket = bucket(request);
        String type = request.field("uploadType");
        if (request.seen().method().equals("POST") && type.equals("multipart")) {
            return related(request, bucket);
        }
        if (request.seen().method().equals("POST") && type.equals("resumable")) {
            return begin(request, bucket);
        }
        FakeUpload upload = uploads.get(request.field("upload_id"));
        if (upload == null) {
            throw new FakeFailure(404, "notFound", "Not Found");
        }
        if (request.seen().method().equals("DELETE")) {
            uploads.remove(request.field("upload_id"));
            return FaultReply.of(499);
        }
        return upload.put(request);
    }

    private FaultReply begin(FakeRequest request, FakeBucket bucket) {
        ObjectNode resource = FakeJson.read(request.seen().body()).deepCopy();
        if (!request.header("X-Upload-Content-Type")
                .equals(resource.path("contentType").asText())) {
            throw FakeFailure.invalid("X-Upload-Content-Type");
        }
        bucket.requireCondition(resource.path("name").asText(), request.field("ifGenerationMatch"));
        String id = UUID.randomUUID().toString();
        uploads.put(id, new FakeUpload(bucket, resource, request.field("ifGenerationMatch")));
        return FaultReply.of(200)
                .header(
                        "Location",
                        server.uri("/upload/storage/v1/b/" + request.path().get(1)
                                        + "/o?uploadType=resumable&upload_id=" + id)
                                .toString());
    }

    /** The two parts of {@code multipart/related}. */
    private FaultReply related(FakeRequest request, FakeBucket bucket) {
        String[] type = request.header("Content-Type").split("; boundary=", 2);
        if (!type[0].equals("multipart/related") || type.length != 2) {
            throw FakeFailure.invalid("Content-Type");
        }
        String body = new String(request.seen().body(), StandardCharsets.ISO_8859_1);
        Matcher parts = Pattern.compile(
                        "--" + type[1] + "\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n(.*?)\r\n--"
                                + type[1] + "\r\nContent-Type: ([^\r]+)\r\n\r\n(.*)\r\n--" + type[1] + "--\r\n",
                        Pattern.DOTALL)
                .matcher(body);
        if (!parts.matches()) {
            throw FakeFailure.invalid("no multipart/related body");
        }
        JsonNode resource = FakeJson.read(parts.group(1).getBytes(StandardCharsets.ISO_8859_1));
        if (!resource.path("contentType").asText().equals(parts.group(2))) {
            throw FakeFailure.invalid("Content-Type of the part");
        }
        byte[] bytes = parts.group(3).getBytes(StandardCharsets.ISO_8859_1);
        return json(bucket.resource(bucket.write(resource.deepCopy(), bytes, request.field("ifGenerationMatch"))));
    }

    /** Hands out a token for an assertion that the known account signed. */
    private static FaultReply token(FakeRequest request) {
        Matcher form = Pattern.compile(
                        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=(.*)")
                .matcher(request.seen().text());
        String[] jwt = form.matches() ? form.group(1).split("\\.", -1) : new String[0];
        if (jwt.length != 3
                || !FakeKey.signed(jwt[0] + "." + jwt[1], Base64.getUrlDecoder().decode(jwt[2]))) {
            return FaultReply.of(400).body("{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT\"}");
        }
        return FaultReply.ok(
                "{\"access_token\":\"" + FakeKey.EMAIL + "\",\"expires_in\":3599,\"token_type\":\"Bearer\"}");
    }

    FakeBucket bucket(String name) {
        FakeBucket bucket = buckets.get(name);
        if (bucket == null) {
            throw new FakeFailure(404, "notFound", "The specified bucket does not exist.");
        }
        return bucket;
    }

    private FakeBucket bucket(FakeRequest request) {
        return bucket(request.path().get(1));
    }
}
