package dev.welkin.storage.s3;

import dev.welkin.Cloud;
import dev.welkin.storage.Bucket;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.FaultServer;
import dev.welkin.testkit.SeenRequest;
import dev.welkin.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** A bucket on a server that misbehaves as it is told, with a clock that waits for nobody. */
final class FakeS3 implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String ETAG = "\"0123456789abcdef\"";

    final FaultServer server = FaultServer.start();
    final Bucket bucket;
    private final Cloud cloud;

    private FakeS3(Instant clock, Map<String, String> environment, Map<String, Object> options) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("url", "s3://photos");
        target.put("preset", "minio");
        target.put("endpoint", server.uri("").toString());
        target.put("region", "eu-west-1");
        target.putAll(options);
        ManualClock time = new ManualClock();
        time.advance(Duration.between(time.now(), clock));
        cloud = Cloud.builder()
                .clock(time)
                .environment(environment)
                .config(Map.of("storage", Map.of("default", target)))
                .open();
        bucket = Bucket.open(cloud);
    }

    static FakeS3 start() {
        return start(NOW, Map.of());
    }

    static FakeS3 start(Instant clock, Map<String, Object> more) {
        Map<String, Object> options = new LinkedHashMap<>(more);
        options.put("accessKeyId", "key-id");
        options.put("secretKey", "key");
        return new FakeS3(clock, Map.of(), options);
    }

    /** Its credentials come from the environment. */
    static FakeS3 ambient(Map<String, String> environment) {
        return new FakeS3(NOW, environment, Map.of());
    }

    static FakeS3 anonymous() {
        return new FakeS3(NOW, Map.of(), Map.of("anonymous", "true"));
    }

    long count(Predicate<SeenRequest> kind) {
        return server.requests().stream().filter(kind).count();
    }

    List<String> targets() {
        return server.requests().stream()
                .map(request -> request.method() + " " + request.target())
                .toList();
    }

    static FaultReply written() {
        return dated(FaultReply.of(200)).header("ETag", ETAG);
    }

    static FaultReply object(String content) {
        return written().header("Last-Modified", http(NOW)).body(content);
    }

    static FaultReply error(int status, String code) {
        return dated(FaultReply.of(status)).body("<Error><Code>" + code + "</Code><Message>told so</Message></Error>");
    }

    /** Answers writes in parts: their beginning by itself, parts and completion as told. */
    static Function<SeenRequest, FaultReply> uploads(
            Function<SeenRequest, FaultReply> part, Function<SeenRequest, FaultReply> complete) {
        return request -> {
            if (request.target().endsWith("?uploads=")) {
                return FaultReply.ok(
                        "<InitiateMultipartUploadResult><UploadId>u-1</UploadId></InitiateMultipartUploadResult>");
            }
            return switch (request.method()) {
                case "PUT" -> part.apply(request);
                case "POST" -> complete.apply(request);
                default -> FaultReply.of(204);
            };
        };
    }

    static FaultReply completed() {
        return dated(FaultReply.ok("<CompleteMultipartUploadResult><ETag>&quot;0123456789abcdef-3&quot;</ETag>"
                + "</CompleteMultipartUploadResult>"));
    }

    static FaultReply dated(FaultReply reply) {
        return reply.header("Date", http(NOW));
    }

    static String http(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atZone(ZoneOffset.UTC));
    }

    @Override
    public void close() {
        cloud.close();
        server.close();
    }
}
