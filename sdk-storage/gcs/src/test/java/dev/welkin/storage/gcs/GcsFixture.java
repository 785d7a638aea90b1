package dev.welkin.storage.gcs;

import dev.welkin.Cloud;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.testkit.BucketFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A bucket of a fake of its own, opened with the key of a service account. */
final class GcsFixture implements BucketFixture {
    private final String name;
    private final UnaryOperator<Bucket> view;
    private final FakeGcs fake = new FakeGcs();
    private final Path key;
    private final Cloud cloud;

    private GcsFixture(String name, boolean versions, UnaryOperator<Bucket> view) {
        this.name = name;
        this.view = view;
        this.key = key(fake);
        this.cloud = cloud(fake, key, versions);
        fake.add("kit", versions);
    }

    static GcsFixture plain() {
        return new GcsFixture("gcs", false, bucket -> bucket);
    }

    static GcsFixture versioned() {
        return new GcsFixture("gcs-versioned", true, bucket -> bucket);
    }

    static GcsFixture prefixed() {
        return new GcsFixture("gcs-prefixed", false, bucket -> bucket.prefixed("pre/fix/"));
    }

    /** Writes the key's file to where the JVM's temporary files lie. */
    static Path key(FakeGcs fake) {
        try {
            return Files.writeString(
                    Files.createTempFile("welkin-gcs", ".json"),
                    FakeKey.file(fake.uri("/token").toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a Cloud whose bucket "default" is "kit", and whose "all" is the project. */
    static Cloud cloud(FakeGcs fake, Path key, boolean versions) {
        return Cloud.builder()
                .environment(Map.of())
                .config(Map.of(
                        "accounts",
                        Map.of("fake", Map.of("provider", "google", "keyFile", key.toString())),
                        "storage",
                        Map.of(
                                "default", target(fake, "gs://kit", versions),
                                "missing", target(fake, "gs://missing", versions),
                                "all", target(fake, "gs://project-1", versions))))
                .open();
    }

    FakeGcs fake() {
        return fake;
    }

    Cloud cloud() {
        return cloud;
    }

    private static Map<String, Object> target(FakeGcs fake, String url, boolean versions) {
        return Map.of(
                "url",
                url,
                "endpoint",
                fake.uri("").toString(),
                "account",
                "fake",
                "versions",
                Boolean.toString(versions));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Bucket open() {
        return view.apply(Bucket.open(cloud));
    }

    @Override
    public void close() {
        cloud.close();
        fake.close();
        key.toFile().delete();
    }
}
