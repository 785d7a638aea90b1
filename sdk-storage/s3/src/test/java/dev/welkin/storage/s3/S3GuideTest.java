package dev.welkin.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Cloud;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Buckets;
import dev.welkin.storage.PresignOptions;
import dev.welkin.storage.PresignedRequest;
import dev.welkin.testservers.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the guide shows, run on S3Proxy. */
class S3GuideTest {
    private static final String KEY_ID = "welkin-test";
    private static final String KEY = "welkin-test-secret";

    private final URI server = TestServer.shared("s3proxy").uri();
    private final Cloud cloud = open();
    private final Buckets buckets = Buckets.open(cloud, "all");

    @BeforeEach
    void createBucket() {
        buckets.create("guide");
    }

    @AfterEach
    void close() {
        Bucket guide = buckets.bucket("guide");
        guide.list("").forEach(object -> guide.delete(object.key()));
        buckets.delete("guide");
        cloud.close();
    }

    private Cloud open() {
        Map<String, Object> all =
                Map.of("url", "s3:", "preset", "s3proxy", "endpoint", server, "accessKeyId", KEY_ID, "secretKey", KEY);
        // region open
        Map<String, Object> photos = Map.of(
                "url", "s3://guide",
                "preset", "s3proxy", // or minio, ceph, r2 ..; none for AWS
                "endpoint", server,
                "accessKeyId", KEY_ID,
                "secretKey", KEY);
        Cloud cloud = Cloud.builder()
                .config(Map.of("storage", Map.of("photos", photos, "all", all)))
                .open();
        // endregion
        return cloud;
    }

    @Test
    void somebodyElseUploadsToAPresignedUrl() throws Exception {
        // region presign
        Bucket photos = Bucket.open(cloud, "photos");
        PresignedRequest upload = photos.presignPut(
                "cat.jpg", PresignOptions.expires(Duration.ofMinutes(5)).withContentType("image/jpeg"));
        // endregion

        assertThat(send(upload, "image/jpeg").statusCode()).isEqualTo(200);
        assertThat(photos.getBytes("cat.jpg")).isEqualTo("a grey cat".getBytes(UTF_8));
        assertThat(photos.head("cat.jpg").contentType()).isEqualTo("image/jpeg");
    }

    @Test
    void aPresignedUploadOfAnotherTypeIsRefused() throws Exception {
        Bucket photos = Bucket.open(cloud, "photos");
        PresignedRequest upload =
                photos.presignPut("cat.jpg", PresignOptions.defaults().withContentType("image/jpeg"));

        assertThat(send(upload, "text/html").statusCode()).isEqualTo(403);
        assertThat(photos.exists("cat.jpg")).isFalse();
    }

    @Test
    void aPresignedUploadOfAnotherLengthIsRefused() throws Exception {
        Bucket photos = Bucket.open(cloud, "photos");

        assertThat(send(photos.presignPut("cat.jpg", PresignOptions.defaults().withLengthBytes(11L)), "x/y")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(photos.presignPut("cat.jpg", PresignOptions.defaults().withLengthBytes(10L)), "x/y")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPresignedUploadOfOtherBytesIsRefused() throws Exception {
        Bucket photos = Bucket.open(cloud, "photos");
        PresignOptions other = PresignOptions.defaults().withSha256("0".repeat(64));

        assertThat(send(photos.presignPut("cat.jpg", other), "x/y").statusCode())
                .isGreaterThanOrEqualTo(400);
        assertThat(photos.exists("cat.jpg")).isFalse();
    }

    @Test
    void somebodyElseDownloadsFromAPresignedUrl() throws Exception {
        Bucket photos = Bucket.open(cloud, "photos");
        photos.put("d ü/中+a%20&=?#x/y", "a grey cat".getBytes(UTF_8));

        URI url = photos.presignGet("d ü/中+a%20&=?#x/y", PresignOptions.defaults())
                .uri();

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("a grey cat");
    }

    @Test
    void bucketsAreCreatedListedAndDeleted() {
        buckets.create("guide-two");

        assertThat(buckets.list()).contains("guide", "guide-two");

        buckets.delete("guide-two");
        buckets.delete("guide-two");
        assertThat(buckets.list()).contains("guide").doesNotContain("guide-two");
    }

    private static HttpResponse<String> send(PresignedRequest upload, String type) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(upload.uri())
                .PUT(HttpRequest.BodyPublishers.ofString("a grey cat"))
                .setHeader("Content-Type", type);
        upload.headers().forEach((name, value) -> {
            if (name.startsWith("x-amz-")) {
                request.setHeader(name, value);
            }
        });
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
