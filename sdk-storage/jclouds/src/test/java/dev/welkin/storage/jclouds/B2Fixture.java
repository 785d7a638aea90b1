package dev.welkin.storage.jclouds;

import dev.welkin.Cloud;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.testkit.BucketFixture;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A bucket of a fake of its own. */
final class B2Fixture implements BucketFixture {
    private final String name;
    private final UnaryOperator<Bucket> view;
    private final FakeB2 fake = new FakeB2();
    private final Cloud cloud = cloud(fake);

    private B2Fixture(String name, UnaryOperator<Bucket> view) {
        this.name = name;
        this.view = view;
        fake.add("kit-bucket");
    }

    static B2Fixture plain() {
        return new B2Fixture("b2", bucket -> bucket);
    }

    static B2Fixture prefixed() {
        return new B2Fixture("b2-prefixed", bucket -> bucket.prefixed("pre/fix/"));
    }

    /** Opens a Cloud whose bucket "default" is "kit-bucket", and whose "all" is the account. */
    static Cloud cloud(FakeB2 fake) {
        return Cloud.builder()
                .environment(Map.of())
                .config(Map.of(
                        "accounts",
                        Map.of("fake", Map.of("provider", "b2", "keyId", FakeB2.KEY_ID, "applicationKey", FakeB2.KEY)),
                        "storage",
                        Map.of(
                                "default", target(fake, "b2://kit-bucket"),
                                "missing", target(fake, "b2://missing"),
                                "all", target(fake, "b2:"))))
                .open();
    }

    private static Map<String, Object> target(FakeB2 fake, String url) {
        return Map.of("url", url, "endpoint", fake.uri().toString(), "account", "fake");
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
    }
}
