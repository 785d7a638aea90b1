package dev.welkin.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.testkit.BucketFixture;
import dev.welkin.testservers.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One server, two clients: rclone reads what we wrote, and we read what rclone wrote. */
@Tag("interop")
class RcloneTest {
    private static final String ODD = "d ü/中+a%20&=#x.txt";
    private static final String EMPTY = "empty.bin";
    private static final String LARGE = "large.bin";

    private final byte[] large = new byte[20 << 20];

    @TempDir
    private Path temp = Path.of("");

    private @Nullable BucketFixture fixture;
    private @Nullable Bucket opened;
    private String name = "";

    @BeforeEach
    void open() throws InterruptedException {
        assumeTrue(installed(), "rclone is not installed: it is not asked whether it reads what we write");
        new Random(1).nextBytes(large);
        S3ProxyFixture proxy = S3ProxyFixture.plain();
        fixture = proxy;
        opened = proxy.open();
        name = proxy.bucketName();
    }

    @AfterEach
    void close() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @Test
    void rcloneReadsWhatWeWrote() throws Exception {
        bucket().put(ODD, "grey".getBytes(UTF_8), PutOptions.metadata(Map.of("owner", "ann")));
        bucket().put(EMPTY, new byte[0]);
        bucket().put(LARGE, large, PutOptions.contentType("application/x-large"));

        rclone("copy", "s3:" + name, temp.toString());

        assertThat(temp.resolve(ODD)).hasBinaryContent("grey".getBytes(UTF_8));
        assertThat(temp.resolve(EMPTY)).isEmptyFile();
        assertThat(temp.resolve(LARGE)).hasBinaryContent(large);
        assertThat(rclone("lsjson", "-R", "-M", "s3:" + name))
                .contains("\"owner\":\"ann\"", "\"content-type\":\"application/x-large\"");
    }

    @Test
    void weReadWhatRcloneWrote() throws Exception {
        Files.createDirectories(temp.resolve("d ü"));
        Files.writeString(temp.resolve(ODD), "grey");
        Files.write(temp.resolve(EMPTY), new byte[0]);
        Files.write(temp.resolve(LARGE), large);

        rclone("copy", "-M", "--metadata-set", "owner=ann", temp.toString(), "s3:" + name + "/up");

        assertThat(bucket().list("up/"))
                .extracting(ObjectInfo::key)
                .containsExactlyInAnyOrder("up/" + ODD, "up/" + EMPTY, "up/" + LARGE);
        assertThat(bucket().getBytes("up/" + ODD)).isEqualTo("grey".getBytes(UTF_8));
        assertThat(bucket().head("up/" + ODD).metadata()).containsEntry("owner", "ann");
        assertThat(bucket().head("up/" + EMPTY).sizeBytes()).isZero();
        assertThat(bucket().getBytes("up/" + LARGE)).isEqualTo(large);
    }

    private Bucket bucket() {
        return Objects.requireNonNull(opened);
    }

    private static boolean installed() throws InterruptedException {
        try {
            return new ProcessBuilder("rclone", "version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs rclone with S3Proxy as its remote {@code s3}, in parts of 5 MiB, and returns what it printed. */
    private String rclone(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("rclone", "--config", temp.resolveSibling("none") + ".conf"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--s3-upload-cutoff", "5M", "--s3-chunk-size", "5M", "--retries", "1", "-q"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("AWS_"));
        builder.environment()
                .putAll(Map.of(
                        "RCLONE_CONFIG_S3_TYPE", "s3",
                        "RCLONE_CONFIG_S3_PROVIDER", "Other",
                        "RCLONE_CONFIG_S3_ENDPOINT",
                                TestServer.shared("s3proxy").uri().toString(),
                        "RCLONE_CONFIG_S3_ACCESS_KEY_ID", "welkin-test",
                        "RCLONE_CONFIG_S3_SECRET_ACCESS_KEY", "welkin-test-secret",
                        "RCLONE_CONFIG_S3_REGION", "us-east-1",
                        "RCLONE_CONFIG_S3_NO_CHECK_BUCKET", "true",
                        "LC_ALL", "C.UTF-8"));
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(printed).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
