package dev.welkin.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views of buckets that the configuration names. */
class ConfiguredViewsTest {
    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    @TempDir
    private Path folder = Path.of("");

    private Cloud cloud = Cloud.inMemory();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aMirrorIsOneLine() {
        open(Map.of("photos", "mirrored:here,there"));

        Bucket.open(cloud, "photos").put("key", bytes("grey"));

        assertThat(Bucket.open(cloud, "here").getBytes("key")).isEqualTo(bytes("grey"));
        assertThat(Bucket.open(cloud, "there").getBytes("key")).isEqualTo(bytes("grey"));
        assertThat(Bucket.open(cloud, "photos").repair().complete()).isTrue();
    }

    @Test
    void failoverIsOneLine() {
        open(Map.of("photos", "failover:here,there"));

        Bucket.open(cloud, "photos").put("key", bytes("grey"));

        assertThat(Bucket.open(cloud, "here").exists("key")).isTrue();
        assertThat(Bucket.open(cloud, "there").exists("key")).isFalse();
    }

    @Test
    void viewsStandOnViews() {
        open(Map.of(
                "photos",
                "prefixed:sealed?prefix=ann/",
                "sealed",
                Map.of("url", "encrypted:near", "keyId", "2026", "secretKey", KEY),
                "near",
                Map.of("url", "cached:here", "folder", folder.resolve("cache").toString(), "maxBytes", "1000000"),
                "look",
                "readonly:photos"));

        Bucket.open(cloud, "photos").put("key", bytes("grey"));

        assertThat(Bucket.open(cloud, "look").getBytes("key")).isEqualTo(bytes("grey"));
        assertThat(Bucket.open(cloud, "look").capabilities().has(StorageFeature.WRITE))
                .isFalse();
        assertThat(Bucket.open(cloud, "here").getBytes("ann/key")).isNotEqualTo(bytes("grey"));
        assertThat(folder.resolve("cache")).isDirectory();
    }

    @Test
    void whatIsWrongIsToldWithItsName() {
        refused("mirrored:here", "two buckets or more");
        refused("readonly:here,there", "one bucket");
        refused("failover:here,photos", "leads back to 'photos'");
        refused("failover:here,theer", "theer");
        refused("failover:here,there?order=1", "order");
        refused("prefixed:here", "prefix");
        refused("cached:here?maxBytes=1", "folder");
        refused("cached:here?folder=x", "maxBytes");
        refused("encrypted:here?keyId=1", "secretKey");
    }

    private void refused(String url, String what) {
        open(Map.of("photos", url));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> Bucket.open(cloud, "photos"))
                .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                .withMessageContaining(what)
                .withMessageContaining("storage");
    }

    private void open(Map<String, Object> views) {
        cloud.close();
        Map<String, Object> storage = new HashMap<>(views);
        storage.put("here", "memory:here");
        storage.put("there", "memory:there");
        cloud = Cloud.builder().config(Map.of("storage", storage)).open();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
