package dev.welkin.storage.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Buckets;
import dev.welkin.storage.Destination;
import dev.welkin.storage.PresignOptions;
import dev.welkin.storage.PresignedRequest;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What the contracts do not ask, on the emulator. */
@EnabledIfEnvironmentVariable(
        named = Azurite.VARIABLE,
        matches = "http.*",
        disabledReason = "it runs on Azurite: .ci/servers/azurite.sh starts it")
class AzuriteTest {
    private final Azurite azurite = Azurite.plain();
    private final Bucket bucket = azurite.open();

    @AfterEach
    void close() {
        azurite.close();
    }

    @Test
    void whoeverHasASignedUrlCanRead() throws Exception {
        bucket.put("a b/ü+%.txt", "hello".getBytes(UTF_8));

        PresignedRequest signed =
                bucket.presignGet("a b/ü+%.txt", PresignOptions.defaults().withContentType("image/png"));
        HttpResponse<String> answer = send(signed, signed.uri(), "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(answer.headers().firstValue("content-type")).contains("image/png");
        assertThat(signed.toString())
                .doesNotContain("sig=" + signed.uri().getRawQuery().split("sig=", 2)[1]);
    }

    @Test
    void whoeverHasASignedUrlCanWriteThatBlobAlone() throws Exception {
        // region presign
        PresignedRequest signed = bucket.presignPut("upload", PresignOptions.expires(Duration.ofMinutes(5)));
        // hand out signed.uri() and signed.headers(): whoever sends them with a body writes that object
        // endregion

        assertThat(send(signed, signed.uri(), "from outside").statusCode()).isEqualTo(201);
        assertThat(bucket.getBytes("upload")).isEqualTo("from outside".getBytes(UTF_8));
        URI other = URI.create(signed.uri().toString().replace("/upload?", "/other?"));
        assertThat(send(signed, other, "x").statusCode()).isEqualTo(403);
        assertThat(bucket.exists("other")).isFalse();
    }

    @Test
    void aSignedUrlReadsOnlyAndOnlyInTime() throws Exception {
        bucket.put("key", "x".getBytes(UTF_8));
        PresignedRequest read = bucket.presignGet("key", PresignOptions.defaults());
        PresignedRequest write = new PresignedRequest(
                PresignedRequest.Verb.PUT, read.uri(), Map.of("x-ms-blob-type", "BlockBlob"), read.expires());
        URI later = URI.create(read.uri().toString().replaceFirst("se=[^&]*", "se=2099-01-01T00%3A00%3A00Z"));

        assertThat(send(write, read.uri(), "y").statusCode()).isEqualTo(403);
        assertThat(send(read, later, "").statusCode()).isEqualTo(403);
        assertThat(bucket.getBytes("key")).isEqualTo("x".getBytes(UTF_8));
    }

    @Test
    void whatASignatureCannotBindIsRefused() {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(
                        () -> bucket.presignPut("k", PresignOptions.defaults().withLengthBytes(3L)))
                .returns(ErrorCode.UNSUPPORTED, CloudException::code);
    }

    @Test
    void aBucketOpensWithASharedAccessSignature() {
        bucket.put("key", "x".getBytes(UTF_8));
        PresignedRequest signed = bucket.presignGet("key", PresignOptions.expires(Duration.ofHours(1)));
        try (Cloud cloud = cloud(Map.of("sasToken", signed.uri().getRawQuery()))) {
            Bucket shared = Bucket.open(cloud);

            assertThat(shared.getBytes("key")).isEqualTo("x".getBytes(UTF_8));
            assertFails(ErrorCode.PERMISSION_DENIED, () -> shared.put("key", new byte[0]));
            assertFails(ErrorCode.UNSUPPORTED, () -> shared.presignGet("key", PresignOptions.defaults()));
        }
    }

    @Test
    void aWrongKeyIsRefused() {
        try (Cloud cloud = cloud(Map.of("accountKey", "d3Jvbmc="))) {
            // the emulator answers AuthorizationFailure where Azure answers AuthenticationFailed
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).head("key"))
                    .satisfies(e -> assertThat(e.code()).isIn(ErrorCode.UNAUTHENTICATED, ErrorCode.PERMISSION_DENIED));
        }
    }

    @Test
    void aMissingContainerIsToldApartFromAMissingBlob() {
        try (Cloud cloud = Azurite.cloud("never-made")) {
            Bucket missing = Bucket.open(cloud);
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> missing.put("key", new byte[1]),
                    () -> missing.head("key"),
                    () -> missing.getBytes("key"),
                    () -> missing.delete("key"),
                    () -> missing.list("").iterator().next())) {
                assertThatExceptionOfType(CloudException.class)
                        .isThrownBy(call)
                        .returns(ErrorCode.NOT_FOUND, CloudException::code)
                        .returns("bucket_missing", CloudException::reason);
            }
        }
    }

    @Test
    void containersAreMadeListedAndDeletedWhenEmpty() {
        Buckets buckets = Buckets.open(azurite.cloud(), "all");
        String name = azurite.container();
        bucket.put("key", new byte[1]);

        assertThat(buckets.list()).contains(name).isSorted();
        assertFails(ErrorCode.ALREADY_EXISTS, () -> buckets.create(name));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> buckets.delete(name))
                .returns(ErrorCode.PRECONDITION_FAILED, CloudException::code)
                .returns("bucket_not_empty", CloudException::reason);
        assertThat(bucket.exists("key")).isTrue();
        buckets.delete("never-made");
    }

    @Test
    void aCopyKeepsTagsAndLargeWritesCarryThem() {
        PutOptions tagged = PutOptions.defaults().withTags(Map.of("stage", "a b=c"));
        bucket.put("large", new byte[(8 << 20) + 1], tagged);
        bucket.copy("large", Destination.key("copy"));

        assertThat(bucket.tags("large")).containsEntry("stage", "a b=c");
        assertThat(bucket.tags("copy")).containsEntry("stage", "a b=c");
    }

    @Test
    void theMarkerOfAWriteIsHiddenAndItsNameRefused() {
        bucket.put("key", new byte[1], PutOptions.mode(PutMode.create()));

        assertThat(bucket.head("key").metadata()).isEmpty();
        assertFails(
                ErrorCode.INVALID_ARGUMENT,
                () -> bucket.put("key", new byte[1], PutOptions.metadata(Map.of("welkin_write", "x"))));
    }

    private static Cloud cloud(Map<String, Object> credentials, String container) {
        Map<String, Object> target = new HashMap<>(credentials);
        target.put("url", "azure://" + Azurite.ACCOUNT + "/" + container);
        target.put("endpoint", Azurite.endpoint());
        return Cloud.builder()
                .config(Map.of("storage", Map.of("default", target)))
                .open();
    }

    private Cloud cloud(Map<String, Object> credentials) {
        return cloud(credentials, azurite.container());
    }

    private static HttpResponse<String> send(PresignedRequest signed, URI uri, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).method(signed.verb().name(), HttpRequest.BodyPublishers.ofString(body));
        signed.headers().forEach(request::header);
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(CloudException.class).isThrownBy(call).returns(code, CloudException::code);
    }
}
