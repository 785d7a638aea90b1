package dev.welkin.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.CloudContext;
import dev.welkin.storage.internal.decorator.ForwardingDriver;
import dev.welkin.storage.internal.memory.MemoryBackend;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ObjectBody;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Providers that refuse a range of an empty object, with what is asked of them then. */
class LastBytesTest {
    private static final ByteRange LAST = ByteRange.last(5);

    private final Cloud cloud = Cloud.inMemory();
    private final RefusingDriver driver = new RefusingDriver(cloud.context());
    private final Bucket bucket = Bucket.over(cloud, "refusing", driver);

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void theLastBytesOfSomethingAreOneCall() {
        bucket.put("key", "0123456789".getBytes(UTF_8));

        assertThat(bucket.getBytes("key", GetOptions.range(LAST)))
                .asString(UTF_8)
                .isEqualTo("56789");
        assertThat(driver.asked).extracting(GetRequest::range).containsExactly(LAST);
    }

    @Test
    void theLastBytesOfNothingAreTwoCallsOnTheSameConditions() {
        VersionToken known = bucket.put("key", new byte[1]).token();
        VersionToken empty = bucket.put("key", new byte[0]).token();

        GetOptions options = new GetOptions(LAST, empty, known, null, 0);

        assertThat(bucket.getBytes("key", options)).isEmpty();
        assertThat(driver.asked)
                .containsExactly(
                        new GetRequest("key", LAST, empty, known, null),
                        new GetRequest("key", ByteRange.whole(), empty, known, null));
    }

    @Test
    void whatIsWrittenMeanwhileIsReadAgain() {
        bucket.put("key", new byte[0]);
        driver.afterRefusal = () -> bucket.put("key", "0123456789".getBytes(UTF_8));

        assertThat(bucket.getBytes("key", GetOptions.range(LAST)))
                .asString(UTF_8)
                .isEqualTo("56789");
        assertThat(driver.asked).extracting(GetRequest::range).containsExactly(LAST, ByteRange.whole(), LAST);
        assertThat(driver.closed).isEqualTo(2);
    }

    @Test
    void otherRangesOfNothingStayRefused() {
        bucket.put("key", new byte[0]);

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.getBytes("key", GetOptions.range(ByteRange.from(0))))
                .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                .returns("range", CloudException::reason);
        assertThat(driver.asked).hasSize(1);
    }

    /** A memory bucket that refuses every range of an empty object, as most providers do. */
    private static final class RefusingDriver extends ForwardingDriver {
        private final List<GetRequest> asked = new ArrayList<>();
        private Runnable afterRefusal = () -> {};
        private int closed;

        RefusingDriver(CloudContext context) {
            super(new MemoryBackend()
                    .open(context.targets("storage", "refusing").get(0), context));
        }

        @Override
        public ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException {
            asked.add(request);
            boolean ranged = !(request.range() instanceof ByteRange.Whole);
            if (ranged && head(request.key(), attempt).sizeBytes() == 0) {
                afterRefusal.run();
                throw CloudException.builder(ErrorCode.INVALID_ARGUMENT, "There are no such bytes")
                        .reason("range")
                        .build();
            }
            return counted(super.get(request, attempt));
        }

        private ObjectBody counted(ObjectBody body) {
            return body.withStream(new FilterInputStream(body.stream()) {
                @Override
                public void close() throws IOException {
                    closed++;
                    super.close();
                }
            });
        }
    }
}
