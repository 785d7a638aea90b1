package dev.welkin.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.storage.PresignOptions;
import dev.welkin.storage.PresignedRequest;
import dev.welkin.storage.StorageFeature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Presigned requests, sent by the JDK's own HTTP client, which knows no credentials. */
@Requires({StorageFeature.WRITE, StorageFeature.PRESIGN})
public abstract class PresignContract extends BucketContract {
    private static final PresignOptions OPTIONS = PresignOptions.expires(Duration.ofMinutes(5));

    /** For subclasses. */
    protected PresignContract() {}

    @Test
    void aPresignedGetReadsTheObject() throws Exception {
        bucket().put("d ü/a+b&c.txt", bytes("grey"));

        HttpResponse<String> answer = get(bucket().presignGet("d ü/a+b&c.txt", OPTIONS));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("grey");
    }

    @Test
    void aPresignedGetNamesTheTypeThatWasAskedFor() throws Exception {
        bucket().put("key", bytes("{}"));

        HttpResponse<String> answer = get(bucket().presignGet("key", OPTIONS.withContentType("application/json")));

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void aPresignedGetOfAMissingObjectIsNotFound() throws Exception {
        assertThat(get(bucket().presignGet("missing", OPTIONS)).statusCode()).isEqualTo(404);
    }

    @Test
    void aPresignedPutWritesTheObject() throws Exception {
        assertThat(put(bucket().presignPut("key", OPTIONS), "grey").statusCode())
                .isBetween(200, 204);

        assertThat(read("key")).isEqualTo("grey");
    }

    @Test
    void anAlteredRequestIsRefused() throws Exception {
        bucket().put("one", bytes("1"));
        bucket().put("two", bytes("2"));
        PresignedRequest request = bucket().presignGet("one", OPTIONS);

        assertThat(get(altered(request, "one", "two")).statusCode()).isEqualTo(403);
        assertThat(put(request, "written").statusCode()).isBetween(400, 403);
        assertThat(read("one")).isEqualTo("1");
    }

    @Test
    void aSignatureWithOtherLettersIsRefused() throws Exception {
        bucket().put("one", bytes("1"));
        PresignedRequest request = bucket().presignGet("one", OPTIONS);
        String uri = request.uri().toString();
        int at = signatureAt(uri) + 3;
        char other = uri.charAt(at) == 'a' ? 'b' : 'a';
        URI wrong = URI.create(uri.substring(0, at) + other + uri.substring(at + 1));

        assertThat(get(new PresignedRequest(request.verb(), wrong, request.headers(), request.expires()))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @Requires(StorageFeature.PRESIGN_BINDING)
    void aPutIsBoundToItsType() throws Exception {
        PresignedRequest request = bucket().presignPut("key", OPTIONS.withContentType("image/png"));
        PresignedRequest other = new PresignedRequest(
                request.verb(), request.uri(), Map.of("Content-Type", "text/html"), request.expires());

        assertThat(put(other, "x").statusCode()).isBetween(400, 403);
        assertThat(bucket().exists("key")).isFalse();

        assertThat(put(request, "x").statusCode()).isBetween(200, 204);
        assertThat(bucket().head("key").contentType()).isEqualTo("image/png");
    }

    @Test
    @Requires(StorageFeature.PRESIGN_BINDING)
    void aPutIsBoundToItsLength() throws Exception {
        PresignedRequest request = bucket().presignPut("key", OPTIONS.withLengthBytes(4L));

        assertThat(put(request, "longer").statusCode()).isBetween(400, 403);
        assertThat(put(request, "x").statusCode()).isBetween(400, 403);
        assertThat(bucket().exists("key")).isFalse();

        assertThat(put(request, "four").statusCode()).isBetween(200, 204);
        assertThat(read("key")).isEqualTo("four");
    }

    @Test
    @Requires(StorageFeature.PRESIGN_BINDING)
    void aPutIsBoundToItsBytes() throws Exception {
        PresignedRequest request = bucket().presignPut("key", OPTIONS.withSha256(sha256("grey")));

        assertThat(put(request, "blue").statusCode()).isBetween(400, 403);
        assertThat(bucket().exists("key")).isFalse();

        assertThat(put(request, "grey").statusCode()).isBetween(200, 204);
        assertThat(read("key")).isEqualTo("grey");
    }

    @Test
    void aPresignedRequestPrintsNoSignature() {
        PresignedRequest request = bucket().presignGet("key", OPTIONS);
        String uri = request.uri().toString();
        String value = uri.substring(signatureAt(uri)).split("&", 2)[0];

        assertThat(value).hasSizeGreaterThan(16);
        assertThat(request.toString()).doesNotContain(value);
    }

    private static PresignedRequest altered(PresignedRequest request, String from, String to) {
        URI uri = URI.create(request.uri().toString().replace(from, to));
        return new PresignedRequest(request.verb(), uri, request.headers(), request.expires());
    }

    /** Where the value of the signature begins, whatever the provider calls it. */
    private static int signatureAt(String uri) {
        String lower = uri.toLowerCase(Locale.ROOT);
        int named = lower.indexOf("signature=");
        return named < 0 ? lower.indexOf("sig=") + "sig=".length() : named + "signature=".length();
    }

    private static HttpResponse<String> get(PresignedRequest request) throws IOException, InterruptedException {
        return send(request, "GET", BodyPublishers.noBody());
    }

    private static HttpResponse<String> put(PresignedRequest request, String text)
            throws IOException, InterruptedException {
        return send(request, "PUT", BodyPublishers.ofByteArray(bytes(text)));
    }

    /** The client sets the length itself and lets nobody else do it. */
    private static HttpResponse<String> send(PresignedRequest request, String verb, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder plain = HttpRequest.newBuilder(request.uri()).method(verb, body);
        request.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Content-Length")) {
                plain.header(name, value);
            }
        });
        return HttpClient.newHttpClient().send(plain.build(), BodyHandlers.ofString());
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
    }
}
