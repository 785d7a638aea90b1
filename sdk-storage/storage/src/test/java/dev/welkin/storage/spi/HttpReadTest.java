package dev.welkin.storage.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpResponse;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.VersionToken;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HttpReadTest {
    @Property
    void theRangeAskedForIsRead(@ForAll @Size(max = 40) byte[] content, @ForAll("ranges") ByteRange range)
            throws Exception {
        ByteRange.Span span = span(range, content.length);

        for (Answer answer : new Answer[] {Answer.whole(content), Answer.part(content, span)}) {
            ObjectBody body = HttpRead.body(get(range), answer, HttpReadTest::info);

            assertThat(body.span()).isEqualTo(span);
            assertThat(body.info().sizeBytes()).isEqualTo(content.length);
            assertThat(body.stream().readNBytes((int) span.lengthBytes())).isEqualTo(cut(content, span));
            body.stream().close();
            assertThat(answer.closed).isTrue();
        }
    }

    @Property
    void otherBytesThanThoseAskedForAreCorrupted(
            @ForAll @Size(min = 2, max = 40) byte[] content,
            @ForAll("ranges") ByteRange range,
            @ForAll @IntRange(max = 39) int first,
            @ForAll @IntRange(min = 1, max = 40) int length) {
        ByteRange.Span other = new ByteRange.Span(first, length);
        Assume.that(first + length <= content.length && !other.equals(span(range, content.length)));
        Answer answer = Answer.part(content, other);

        CloudException e =
                catchThrowableOfType(CloudException.class, () -> HttpRead.body(get(range), answer, HttpReadTest::info));

        assertThat(e.code()).isIn(ErrorCode.CORRUPTED, ErrorCode.INVALID_ARGUMENT);
        assertThat(answer.closed).isTrue();
    }

    @Example
    void aRangeIsAskedForInTheWordsOfTheProtocol() {
        assertThat(HttpRead.range(ByteRange.whole())).isEmpty();
        assertThat(HttpRead.range(ByteRange.of(0, 10))).contains("bytes=0-9");
        assertThat(HttpRead.range(ByteRange.from(0))).contains("bytes=0-");
        assertThat(HttpRead.range(ByteRange.from(5))).contains("bytes=5-");
        assertThat(HttpRead.range(ByteRange.last(7))).contains("bytes=-7");
    }

    @Example
    void contentFieldsThatWeWouldNotTakeAreLeftOut() {
        HttpHeaders headers = HttpHeaders.of(List.of(
                Map.entry("content-type", "text/plain"),
                Map.entry("Content-Disposition", "inline; filename=\u00fcber"),
                Map.entry("Content-Encoding", "x".repeat(ObjectAttributes.MAX_FIELD_CHARS + 1))));

        assertThat(HttpRead.attributes(headers, Map.of("name", "value")))
                .isEqualTo(new ObjectAttributes("text/plain", "", "", "", Map.of("name", "value")));
    }

    @Example
    void anAnswerWithoutItsLengthIsCorrupted() {
        for (String length : new String[] {"", "many", "-1"}) {
            Answer answer = new Answer(200, Map.of("Content-Length", length), new byte[3]);

            assertThatThrownBy(() -> HttpRead.body(get(ByteRange.whole()), answer, HttpReadTest::info))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED));
            assertThat(answer.closed).isTrue();
        }
    }

    @Example
    void anAnswerThatEndsBeforeTheRangeIsTruncated() {
        Answer answer = new Answer(200, Map.of("Content-Length", "9"), new byte[3]);

        assertThatThrownBy(() -> HttpRead.body(get(ByteRange.from(5)), answer, HttpReadTest::info))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TRUNCATED));
        assertThat(answer.closed).isTrue();
    }

    @Provide
    Arbitrary<ByteRange> ranges() {
        Arbitrary<Integer> offsets = Arbitraries.integers().between(0, 39);
        Arbitrary<Integer> lengths = Arbitraries.integers().between(1, 45);
        return Arbitraries.oneOf(
                Arbitraries.just(ByteRange.whole()),
                offsets.map(ByteRange::from),
                lengths.map(ByteRange::last),
                Combinators.combine(offsets, lengths).as(ByteRange::of));
    }

    /** Where in the object the range lies; ranges outside it are no matter of these tests. */
    private static ByteRange.Span span(ByteRange range, int size) {
        Assume.that(!(range instanceof ByteRange.Span asked) || asked.offset() < size);
        return range.in(size);
    }

    private static byte[] cut(byte[] content, ByteRange.Span span) {
        return Arrays.copyOfRange(content, (int) span.offset(), (int) (span.offset() + span.lengthBytes()));
    }

    private static GetRequest get(ByteRange range) {
        return new GetRequest("key", range, null, null, null);
    }

    private static ObjectInfo info(long sizeBytes) {
        return new ObjectInfo("key", sizeBytes, new VersionToken("1"), Instant.EPOCH, ObjectAttributes.NONE);
    }

    /** An answer that knows whether it was closed. */
    private static final class Answer implements HttpResponse {
        private final int status;
        private final Map<String, String> fields;
        private final byte[] content;
        private boolean closed;

        Answer(int status, Map<String, String> fields, byte[] content) {
            this.status = status;
            this.fields = fields;
            this.content = content;
        }

        static Answer whole(byte[] content) {
            return new Answer(200, Map.of("Content-Length", "" + content.length), content);
        }

        /** An empty object has no ranges; a server gives it whole. */
        static Answer part(byte[] content, ByteRange.Span span) {
            if (span.lengthBytes() == 0) {
                return whole(content);
            }
            long last = span.offset() + span.lengthBytes() - 1;
            return new Answer(
                    206,
                    Map.of("Content-Range", "bytes " + span.offset() + "-" + last + "/" + content.length),
                    cut(content, span));
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(List.copyOf(fields.entrySet()));
        }

        @Override
        public InputStream body() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public byte[] bytes() {
            return content;
        }

        @Override
        public byte[] bytes(long maxBytes) {
            return content;
        }

        @Override
        public HttpHeaders trailers() {
            return HttpHeaders.empty();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
