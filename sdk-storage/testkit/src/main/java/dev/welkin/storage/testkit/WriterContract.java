package dev.welkin.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.ErrorCode;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.ObjectWriter;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.Usage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;

/** Content that comes piece by piece. */
@Requires(StorageFeature.WRITE)
public abstract class WriterContract extends BucketContract {
    /** For subclasses. */
    protected WriterContract() {}

    @Test
    void whatWasWrittenIsThereAfterTheCommit() {
        byte[] content = content(3_000_001);
        ObjectInfo written;
        try (ObjectWriter writer = bucket().writer("key", PutOptions.contentType("text/x-log"))) {
            for (int from = 0; from < content.length; from += 10_000) {
                writer.write(content, from, Math.min(10_000, content.length - from));
            }
            written = writer.commit();
        }

        assertThat(written.sizeBytes()).isEqualTo(content.length);
        assertThat(bucket().getBytes("key")).isEqualTo(content);
        assertThat(bucket().head("key").contentType()).isEqualTo("text/x-log");
    }

    @Test
    void nothingIsThereWithoutACommit() {
        try (ObjectWriter writer = bucket().writer("key", PutOptions.defaults())) {
            writer.write(content(1_000_000), 0, 1_000_000);
        }

        assertThat(bucket().exists("key")).isFalse();
    }

    @Test
    void anEmptyObjectCanBeWritten() {
        try (ObjectWriter writer = bucket().writer("key", PutOptions.defaults())) {
            writer.commit();
        }

        assertThat(bucket().getBytes("key")).isEmpty();
    }

    @Test
    @Requires(StorageFeature.CONDITIONAL_CREATE)
    void aConditionHoldsForAWriterToo() {
        bucket().put("key", bytes("first"));
        try (ObjectWriter writer = bucket().writer("key", PutOptions.mode(PutMode.create()))) {
            assertFails(ErrorCode.ALREADY_EXISTS, () -> {
                writer.write(bytes("second"), 0, 6);
                writer.commit();
            });
        }

        assertThat(read("key")).isEqualTo("first");
    }

    @Test
    void whatAPublisherGivesIsWritten() throws IOException {
        byte[] content = content(500_000);
        try (SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>()) {
            Flow.Publisher<ByteBuffer> all = subscriber -> {
                publisher.subscribe(subscriber);
                for (int from = 0; from < content.length; from += 50_000) {
                    publisher.submit(ByteBuffer.wrap(content, from, 50_000));
                }
                publisher.close();
            };

            bucket().put("key", all, PutOptions.defaults());
        }

        assertThat(bucket().getBytes("key")).isEqualTo(content);
    }

    @Test
    void aPublisherThatFailsLeavesNothing() {
        try (SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>()) {
            Flow.Publisher<ByteBuffer> broken = subscriber -> {
                publisher.subscribe(subscriber);
                publisher.submit(ByteBuffer.wrap(content(100)));
                publisher.closeExceptionally(new IOException("the tape tore"));
            };

            assertFails(ErrorCode.INVALID_ARGUMENT, () -> bucket().put("key", broken, PutOptions.defaults()));
        }

        assertThat(bucket().exists("key")).isFalse();
    }

    @Test
    void usageCountsWhatLiesUnderAPrefix() {
        bucket().put("a/1", content(10));
        bucket().put("a/2", content(20));
        bucket().put("b", content(40));

        assertThat(bucket().usage("a/")).isEqualTo(new Usage(2, 30));
        assertThat(bucket().usage("")).isEqualTo(new Usage(3, 70));
        assertThat(bucket().usage("none")).isEqualTo(new Usage(0, 0));
    }

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
