package dev.welkin.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we write to S3, others read, and the reverse: rclone and we on one S3Proxy. */
class RcloneTest {
    private static final int TWO_PARTS = 12 << 20;

    @TempDir
    private Path folder;

    private Rclone rclone;
    private S3ProxyFixture fixture;
    private Bucket bucket;

    @BeforeEach
    void open() {
        Optional<Rclone> found = Rclone.find(folder);
        assumeTrue(found.isPresent(), Rclone.MISSING);
        rclone = found.orElseThrow();
        fixture = S3ProxyFixture.plain();
        bucket = fixture.open();
    }

    @AfterEach
    void close() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "two words/and more", "1+1=2", "100%/%20", "d ü/中/\uD83D\uDE00", "it's & ?#[x]"})
    void aKeyIsTheSameToBoth(String key) throws Exception {
        bucket.put(key, "ours".getBytes(UTF_8));

        assertThat(rclone.run("lsf", "-R", "--files-only", remote(""))).isEqualTo((key + "\n").getBytes(UTF_8));
        assertThat(rclone.run("cat", remote(key))).isEqualTo("ours".getBytes(UTF_8));

        bucket.delete(key);
        rclone.run("copyto", file("theirs".getBytes(UTF_8)), remote(key));

        assertThat(bucket.list("")).extracting(ObjectInfo::key).containsExactly(key);
        assertThat(bucket.getBytes(key)).isEqualTo("theirs".getBytes(UTF_8));
    }

    @Test
    void whatWeWriteInPartsTheyReadAsOne() throws Exception {
        byte[] content = content(TWO_PARTS);
        bucket.put(
                "big",
                content,
                PutOptions.defaults().withTransfer(Transfer.defaults().withPartBytes(5 << 20)));

        assertThat(rclone.run("cat", remote("big"))).isEqualTo(content);
        assertThat(rclone.run("cat", "--offset", "5242870", "--count", "20", remote("big")))
                .isEqualTo(java.util.Arrays.copyOfRange(content, 5242870, 5242890));
    }

    @Test
    void whatTheyWriteInPartsWeReadAsOne() throws Exception {
        byte[] content = content(TWO_PARTS);
        rclone.run("copyto", "--s3-upload-cutoff", "5Mi", "--s3-chunk-size", "5Mi", file(content), remote("big"));
        Path copy = folder.resolve("copy");

        bucket.download("big", copy);

        assertThat(bucket.head("big").sizeBytes()).isEqualTo(TWO_PARTS);
        assertThat(copy).hasBinaryContent(content);
    }

    @Test
    void theyReadOurMetadataAndType() throws Exception {
        bucket.put(
                "cat.jpg",
                new byte[1],
                PutOptions.metadata(Map.of("stage", "raw", "taken_at", "noon; 12:00"))
                        .withContentType("image/jpeg"));

        assertThat(new String(rclone.run("lsjson", "-M", remote("cat.jpg")), UTF_8))
                .contains("\"stage\":\"raw\"", "\"taken_at\":\"noon; 12:00\"", "\"image/jpeg\"");
    }

    @Test
    void weReadTheirMetadataAndType() throws Exception {
        String[] stage = {"--metadata-set", "stage=raw", "--metadata-set", "content-type=image/jpeg"};
        rclone.run("copyto", "-M", stage[0], stage[1], stage[2], stage[3], file(new byte[1]), remote("cat.jpg"));

        assertThat(bucket.head("cat.jpg").metadata())
                .containsEntry("stage", "raw")
                .containsKey("mtime");
        assertThat(bucket.head("cat.jpg").contentType()).isEqualTo("image/jpeg");
    }

    @Test
    void theyFindOurWholeTreeUnchangedAndWeTheirs() throws Exception {
        Path tree = folder.resolve("tree");
        for (String name : new String[] {"a", "b/c", "b/d e", "empty"}) {
            Path file = tree.resolve(name);
            Files.createDirectories(file.getParent());
            byte[] content = name.equals("empty") ? new byte[0] : content(1000 + name.length());
            Files.write(file, content);
            bucket.put("ours/" + name, content);
        }

        rclone.run("check", "--download", tree.toString(), remote("ours"));
        rclone.run("copy", tree.toString(), remote("theirs"));

        for (ObjectInfo ours : bucket.list("ours/")) {
            assertThat(bucket.getBytes(ours.key().replace("ours/", "theirs/"))).isEqualTo(bucket.getBytes(ours.key()));
        }
        assertThat(bucket.list("theirs/")).hasSize(4);
    }

    private String remote(String key) {
        return "s3:" + fixture.bucket() + "/" + key;
    }

    private String file(byte[] content) throws IOException {
        return Files.write(folder.resolve("file"), content).toString();
    }

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
