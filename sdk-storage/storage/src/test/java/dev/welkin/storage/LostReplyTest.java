package dev.welkin.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Capabilities;
import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.CloudContext;
import dev.welkin.storage.internal.memory.MemoryBackend;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.CopyRequest;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.storage.spi.WriteId;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Conditional writes that took effect, but whose reply never came. */
class LostReplyTest {
    private final Cloud cloud = Cloud.inMemory();
    private final LosingDriver driver = new LosingDriver(cloud.context());
    private final Bucket bucket = Bucket.over(cloud, "lossy", driver);

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aCreateThatTookEffectIsASuccess() {
        driver.loseNextReply = true;

        ObjectInfo written = bucket.put("key", "mine".getBytes(UTF_8), PutOptions.mode(PutMode.create()));

        assertThat(written).isEqualTo(bucket.head("key"));
        assertThat(driver.puts).isEqualTo(2);
    }

    @Test
    void anUpdateThatTookEffectIsMadeOnce() {
        ObjectInfo before = bucket.put("key", "before".getBytes(UTF_8));
        driver.loseNextReply = true;

        ObjectInfo after = bucket.put("key", "after".getBytes(UTF_8), PutOptions.mode(PutMode.update(before.token())));

        assertThat(bucket.getBytes("key")).asString(UTF_8).isEqualTo("after");
        assertThat(after.token()).isEqualTo(bucket.head("key").token());
    }

    @Test
    void aCreateThatAnotherOverwroteIsAmbiguous() {
        driver.loseNextReply = true;
        driver.overwriteAfterLoss = true;

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.put("key", "mine".getBytes(UTF_8), PutOptions.mode(PutMode.create())))
                .returns(ErrorCode.AMBIGUOUS, CloudException::code);
        assertThat(bucket.getBytes("key")).asString(UTF_8).isEqualTo("theirs");
    }

    @Test
    void aCreateThatLosesWithoutAnyLostReplyIsNotAmbiguous() {
        bucket.put("key", new byte[0]);

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.put("key", new byte[1], PutOptions.mode(PutMode.create())))
                .returns(ErrorCode.ALREADY_EXISTS, CloudException::code);
    }

    @Test
    void aDecoratedBucketResolvesTheSame() {
        driver.loseNextReply = true;

        ObjectInfo written = bucket.prefixed("tenant/").put("key", new byte[1], PutOptions.mode(PutMode.create()));

        assertThat(written.key()).isEqualTo("key");
        assertThat(bucket.head("tenant/key").token()).isEqualTo(written.token());
    }

    @Test
    void aStreamIsNotReadASecondTime() {
        driver.loseNextReply = true;

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.put("key", new ByteArrayInputStream(new byte[3])))
                .withMessageContaining("a stream can be read once")
                .returns(ErrorCode.UNAVAILABLE, CloudException::code)
                .returns(true, CloudException::outcomeUnknown);
        assertThat(driver.puts).isEqualTo(1);
    }

    /** A memory bucket that can lose a reply and knows its own writes by their marker. */
    private static final class LosingDriver implements BucketDriver {
        private final BucketDriver inner;
        private boolean loseNextReply;
        private boolean overwriteAfterLoss;
        private int puts;
        private @Nullable String lastMarker;

        LosingDriver(CloudContext context) {
            inner = new MemoryBackend().open(context.targets("storage", "lossy").get(0), context);
        }

        @Override
        public Capabilities capabilities() {
            return inner.capabilities();
        }

        @Override
        public ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException {
            puts++;
            ObjectInfo written = inner.put(request, attempt);
            lastMarker = request.id().marker();
            if (loseNextReply) {
                loseNextReply = false;
                overwrite(request, attempt);
                throw CloudException.of(ErrorCode.UNAVAILABLE, "the connection broke before the reply");
            }
            return written;
        }

        private void overwrite(PutRequest request, Attempt attempt) throws InterruptedException {
            if (overwriteAfterLoss) {
                lastMarker = "theirs";
                inner.put(
                        new PutRequest(
                                new WriteId(request.key(), "theirs"),
                                dev.welkin.storage.internal.Contents.of("theirs".getBytes(UTF_8)),
                                PutMode.overwrite(),
                                request.attributes(),
                                request.tags()),
                        attempt);
            }
        }

        @Override
        public Optional<ObjectInfo> written(WriteId id, Attempt attempt) throws InterruptedException {
            return id.marker().equals(lastMarker) ? Optional.of(inner.head(id.key(), attempt)) : Optional.empty();
        }

        @Override
        public ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException {
            return inner.get(request, attempt);
        }

        @Override
        public ObjectInfo head(String key, Attempt attempt) throws InterruptedException {
            return inner.head(key, attempt);
        }

        @Override
        public void delete(String key, Attempt attempt) throws InterruptedException {
            inner.delete(key, attempt);
        }

        @Override
        public ObjectInfo copy(CopyRequest request, Attempt attempt) throws InterruptedException {
            return inner.copy(request, attempt);
        }

        @Override
        public ListPage list(ListRequest request, Attempt attempt) throws InterruptedException {
            return inner.list(request, attempt);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
