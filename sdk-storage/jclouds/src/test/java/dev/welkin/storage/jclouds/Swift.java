package dev.welkin.storage.jclouds;

import dev.welkin.Cloud;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Buckets;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.testkit.BucketFixture;
import dev.welkin.testkit.Judge;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Swift whose sign-in {@code WELKIN_SWIFT} names; each fixture has a container of its own in it. */
final class Swift implements BucketFixture {
    static final String VARIABLE = "WELKIN_SWIFT";
    /** The account of Swift's own sample configuration. */
    static final Map<String, Object> TESTER =
            Map.of("provider", "swift", "username", "test:tester", "password", "testing");

    private static final String PRODUCT = product();

    private final String name;
    private final UnaryOperator<Bucket> view;
    private final String container = "kit-" + UUID.randomUUID();
    private final Cloud cloud = cloud(container);

    private Swift(String name, UnaryOperator<Bucket> view) {
        this.name = name;
        this.view = view;
        Buckets.open(cloud, "all").create(container);
    }

    static Swift plain() {
        return new Swift("swift", bucket -> bucket);
    }

    static Swift prefixed() {
        return new Swift("swift-prefixed", bucket -> bucket.prefixed("pre/fix/"));
    }

    /** Opens a Cloud whose bucket "default" is a container, and whose "all" is the account. */
    static Cloud cloud(String container) {
        return Cloud.builder()
                .config(Map.of(
                        "accounts",
                        Map.of("tester", TESTER),
                        "storage",
                        Map.of("default", target("swift://" + container), "all", target("swift:"))))
                .open();
    }

    static String endpoint() {
        return System.getenv(VARIABLE);
    }

    Cloud cloud() {
        return cloud;
    }

    String container() {
        return container;
    }

    /** It says its version at {@code /info}. */
    private static String product() {
        try (InputStream info = URI.create(endpoint()).resolve("/info").toURL().openStream()) {
            String text = new String(info.readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = Pattern.compile("\"swift\": \\{.*?\"version\": \"([^\"]+)\"")
                    .matcher(text);
            return version.find() ? "Swift " + version.group(1) : "Swift";
        } catch (IOException e) {
            throw new UncheckedIOException("Swift does not answer at " + endpoint(), e);
        }
    }

    private static Map<String, Object> target(String url) {
        return Map.of("url", url, "endpoint", endpoint(), "account", "tester");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Judge judge() {
        return Judge.server(PRODUCT);
    }

    @Override
    public Bucket open() {
        return view.apply(Bucket.open(cloud));
    }

    @Override
    public void close() {
        Bucket bucket = Bucket.open(cloud);
        bucket.list("").stream().map(ObjectInfo::key).forEach(bucket::delete);
        Buckets.open(cloud, "all").delete(container);
        cloud.close();
    }
}
