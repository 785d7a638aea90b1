package dev.welkin.storage.azure;

import dev.welkin.Cloud;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Buckets;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.testkit.BucketFixture;
import dev.welkin.testkit.Judge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The emulator that {@code WELKIN_AZURITE} names; each fixture has a container of its own in it. */
final class Azurite implements BucketFixture {
    static final String VARIABLE = "WELKIN_AZURITE";
    static final String ACCOUNT = "devstoreaccount1";
    /** The key that every emulator has; it is in Azure's own documentation. */
    static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static final String PRODUCT = product();

    private final String name;
    private final UnaryOperator<Bucket> view;
    private final String container = "kit-" + UUID.randomUUID();
    private final Cloud cloud = cloud(container);

    private Azurite(String name, UnaryOperator<Bucket> view) {
        this.name = name;
        this.view = view;
        Buckets.open(cloud, "all").create(container);
    }

    static Azurite plain() {
        return new Azurite("azure", bucket -> bucket);
    }

    static Azurite prefixed() {
        return new Azurite("azure-prefixed", bucket -> bucket.prefixed("pre/fix/"));
    }

    /** Opens a Cloud whose bucket "default" is a container, and whose "all" is the account. */
    static Cloud cloud(String container) {
        return Cloud.builder()
                .config(Map.of(
                        "accounts",
                        Map.of("emulator", Map.of("provider", "azure", "accountKey", KEY)),
                        "storage",
                        Map.of("default", target(ACCOUNT + "/" + container), "all", target(ACCOUNT))))
                .open();
    }

    static String endpoint() {
        return System.getenv(VARIABLE);
    }

    /** It says what it is in each answer: {@code Azurite-Blob/3.35.0}. */
    private static String product() {
        try {
            HttpURLConnection call =
                    (HttpURLConnection) URI.create(endpoint()).toURL().openConnection();
            call.getResponseCode();
            return String.valueOf(call.getHeaderField("Server"))
                    .replace("-Blob", "")
                    .replace('/', ' ');
        } catch (IOException e) {
            throw new UncheckedIOException("Azurite does not answer at " + endpoint(), e);
        }
    }

    Cloud cloud() {
        return cloud;
    }

    String container() {
        return container;
    }

    private static Map<String, Object> target(String location) {
        return Map.of("url", "azure://" + location, "endpoint", endpoint(), "account", "emulator");
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
