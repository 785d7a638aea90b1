package dev.welkin.storage.s3;

import dev.welkin.Cloud;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Buckets;
import dev.welkin.storage.ObjectVersion;
import dev.welkin.storage.testkit.BucketFixture;
import dev.welkin.testkit.Judge;
import dev.welkin.testservers.TestServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A bucket of its own for each test, on the one S3Proxy of this JVM. */
final class S3ProxyFixture implements BucketFixture {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final boolean versions;
    private final String preset;
    private final Cloud cloud;
    private final Buckets buckets;
    private final String bucket = "kit-" + COUNT.incrementAndGet();

    private S3ProxyFixture(String name, boolean versions, String preset) {
        this.name = name;
        this.versions = versions;
        this.preset = preset;
        this.cloud = Cloud.builder()
                .config(Map.of("storage", Map.of("all", target("s3:"), "one", target("s3://" + bucket))))
                .open();
        this.buckets = Buckets.open(cloud, "all");
        buckets.create(bucket);
    }

    static S3ProxyFixture plain() {
        return new S3ProxyFixture("s3", false, "s3proxy");
    }

    static BucketFixture versioned() {
        return new S3ProxyFixture("s3-versioned", true, "s3proxy");
    }

    /** Asks it for all that S3 can do. */
    static BucketFixture ifMatch() {
        return new S3ProxyFixture("s3-if-match", false, "minio");
    }

    /** A target on the shared server. */
    static Map<String, Object> options(String url) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("url", url);
        target.put("preset", "s3proxy");
        target.put("endpoint", TestServer.shared("s3proxy").uri().toString());
        target.put("accessKeyId", "welkin-test");
        target.put("secretKey", "welkin-test-secret");
        return target;
    }

    private Map<String, Object> target(String url) {
        Map<String, Object> target = options(url);
        target.put("preset", preset);
        target.put("versions", Boolean.toString(versions));
        return target;
    }

    String bucketName() {
        return bucket;
    }

    @Override
    public String name() {
        return name;
    }

    /** Its bucket on the server. */
    String bucket() {
        return bucket;
    }

    @Override
    public Judge judge() {
        return Judge.server(TestServer.shared("s3proxy").product());
    }

    @Override
    public Bucket open() {
        return Bucket.open(cloud, "one");
    }

    @Override
    public void close() {
        Bucket all = open();
        if (versions) {
            for (ObjectVersion version : all.versions("")) {
                all.delete(version.key(), version.id());
            }
        }
        all.list("").forEach(object -> all.delete(object.key()));
        buckets.delete(bucket);
        cloud.close();
    }
}
