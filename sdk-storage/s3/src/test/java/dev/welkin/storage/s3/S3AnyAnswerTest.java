package dev.welkin.storage.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.welkin.CloudException;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Destination;
import dev.welkin.storage.PutOptions;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.SeenRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Whatever comes back, a call gives a result or a CloudException, and it ends. */
class S3AnyAnswerTest {
    private static final String ENTITIES =
            "<!DOCTYPE r [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/hostname\">]>";

    /** Answers as they should be, by the call that gets them. */
    private static final Map<String, String> ANSWERS = Map.of(
            "list",
            "<ListBucketResult><IsTruncated>false</IsTruncated><EncodingType>url</EncodingType><Contents><Key>a%20b</Key>"
                    + "<Size>12</Size><ETag>\"e\"</ETag><LastModified>2026-03-01T12:00:00.000Z</LastModified></Contents>"
                    + "<CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes></ListBucketResult>",
            "versions",
            "<ListVersionsResult><Version><Key>a</Key><VersionId>v1</VersionId><IsLatest>true</IsLatest><Size>3</Size>"
                    + "<ETag>\"e\"</ETag><LastModified>2026-03-01T12:00:00.000Z</LastModified></Version>"
                    + "<DeleteMarker><Key>b</Key><VersionId>v2</VersionId></DeleteMarker></ListVersionsResult>",
            "deleteAll",
            "<DeleteResult><Deleted><Key>a</Key></Deleted><Error><Key>b</Key><Code>AccessDenied</Code></Error>"
                    + "</DeleteResult>",
            "tags",
            "<Tagging><TagSet><Tag><Key>stage</Key><Value>raw</Value></Tag></TagSet></Tagging>",
            "copy",
            "<CopyObjectResult><ETag>\"e\"</ETag></CopyObjectResult>",
            "startUpload",
            "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>",
            "error",
            "<Error><Code>AccessDenied</Code><Message>no</Message><Region>eu-west-1</Region></Error>");

    private static final Map<String, Consumer<Bucket>> CALLS = calls();

    private static @Nullable FakeS3 server;

    private static Map<String, Consumer<Bucket>> calls() {
        Map<String, Consumer<Bucket>> calls = new LinkedHashMap<>();
        calls.put("list", bucket -> bucket.list("").forEach(object -> {}));
        calls.put("versions", bucket -> bucket.versions("").forEach(version -> {}));
        calls.put("deleteAll", bucket -> bucket.deleteAll(List.of("a", "b")));
        calls.put("tags", bucket -> bucket.tags("a"));
        calls.put("copy", bucket -> bucket.copy("a", Destination.key("b")));
        calls.put(
                "startUpload",
                bucket -> bucket.startUpload("a", PutOptions.defaults()).close());
        calls.put("error", bucket -> bucket.getBytes("a"));
        return calls;
    }

    @BeforeContainer
    static void start() {
        server = FakeS3.start(
                FakeS3.NOW,
                Map.of("versions", "true", "resilience", Map.of("maxAttempts", 1, "breakerFailureRate", 1.0)));
    }

    @AfterContainer
    static void stop() {
        s3().close();
    }

    @Property(tries = 1500)
    void aDocumentIsAResultOrACloudException(@ForAll("kinds") String call, @ForAll("damages") Damage damage) {
        String answer = damage.to(ANSWERS.getOrDefault(call, ""));
        int status = call.equals("error") ? 403 : 200;
        s3().server
                .always(request -> request.method().equals("HEAD")
                        ? FakeS3.object("x")
                        : FaultReply.of(status).body(answer.getBytes(UTF_8)));

        assertGivesResultOrCloudException(CALLS.get(call));
    }

    @Property(tries = 500)
    void headersAreAResultOrACloudException(@ForAll("names") String name, @ForAll("values") String value) {
        s3().server.always(request -> answer(request, name, value));

        assertGivesResultOrCloudException(bucket -> bucket.head("a"));
        assertGivesResultOrCloudException(bucket -> bucket.getBytes("a"));
        assertGivesResultOrCloudException(bucket -> bucket.put("a", new byte[1]));
    }

    /** The field comes first, and so is the one that counts where the usual ones have it too. */
    private static FaultReply answer(SeenRequest request, String name, String value) {
        FaultReply first = FaultReply.of(200).header(name, new String(value.getBytes(UTF_8), ISO_8859_1));
        return FakeS3.dated(first)
                .header("ETag", FakeS3.ETAG)
                .header("Last-Modified", FakeS3.http(FakeS3.NOW))
                .body(request.method().equals("PUT") ? "" : "x");
    }

    private static void assertGivesResultOrCloudException(@Nullable Consumer<Bucket> call) {
        assertThat(call).isNotNull();
        Throwable thrown = call == null ? null : catchThrowable(() -> call.accept(s3().bucket));
        assertThat(thrown)
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        failure -> assertThat(failure).isInstanceOf(CloudException.class));
        if (thrown != null) {
            assertThat(thrown.getMessage()).hasSizeLessThan(2000).doesNotContain("hahahaha", "\n", "\u001b");
        }
    }

    @Provide
    Arbitrary<String> kinds() {
        return Arbitraries.of(ANSWERS.keySet());
    }

    @Provide
    Arbitrary<Damage> damages() {
        Arbitrary<String> text = Arbitraries.of(
                "",
                "&x;",
                "&b;",
                "<",
                "</Key>",
                "<Key/>",
                "<Contents>",
                "%",
                "%FF",
                "%00",
                "\u0007",
                "-1",
                "99999999999999999999",
                "]]>",
                "<!--",
                "k".repeat(2000),
                "\u001b[31m",
                "true",
                "<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken><NextKeyMarker>t</NextKeyMarker>");
        return Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 40),
                        text,
                        Arbitraries.of(true, false))
                .as(Damage::new);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                "ETag",
                "Last-Modified",
                "Content-Range",
                "Content-Type",
                "Cache-Control",
                "Date",
                "x-amz-version-id",
                "x-amz-checksum-crc32c",
                "x-amz-tagging-count",
                "x-amz-meta-a",
                "x-amz-meta-",
                "x-amz-meta-welkin-write");
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "\"\"",
                        "W/\"\"",
                        "\"",
                        "-1",
                        "bytes 5-1/0",
                        "=?UTF-8?B?////?=",
                        "=?UTF-8?Q?=?=",
                        "=?UTF-8?Q?=C3?="),
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40),
                Arbitraries.strings().withCharRange('\u00a1', '\u2fff').ofMaxLength(20));
    }

    private static FakeS3 s3() {
        if (server == null) {
            throw new IllegalStateException("the server is started before the first property");
        }
        return server;
    }

    /** Takes a piece out of a text and puts another in. */
    private record Damage(double at, int length, String instead, boolean entities) {
        String to(String text) {
            int from = (int) (at * text.length());
            int to = Math.min(text.length(), from + length);
            return (entities ? ENTITIES : "") + text.substring(0, from) + instead + text.substring(to);
        }
    }
}
