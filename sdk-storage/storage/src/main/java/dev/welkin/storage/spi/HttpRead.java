package dev.welkin.storage.spi;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A read over HTTP: how a range is asked for, and what its answer brings, as section 14 of RFC 9110 says. */
public final class HttpRead {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

    private HttpRead() {}

    /**
     * Returns the field {@code Range} of a request.
     *
     * @param range which bytes
     * @return for example {@code bytes=0-9}, {@code bytes=5-} or {@code bytes=-7}; empty for the whole object
     */
    public static Optional<String> range(ByteRange range) {
        if (range instanceof ByteRange.Tail tail) {
            return Optional.of("bytes=-" + tail.lengthBytes());
        }
        if (range instanceof ByteRange.Span span) {
            boolean toEnd = span.lengthBytes() >= Long.MAX_VALUE - span.offset();
            return Optional.of("bytes=" + span.offset() + "-" + (toEnd ? "" : span.offset() + span.lengthBytes() - 1));
        }
        return Optional.empty();
    }

    /**
     * Returns how long an answer says its content is.
     *
     * @param headers the answer's
     * @return the number of {@code Content-Length}
     * @throws CloudException CORRUPTED (reason {@code bad_answer}) if there is none
     */
    public static long lengthBytes(HttpHeaders headers) {
        String text = headers.first("Content-Length").orElse("");
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw bad("The answer says '" + Shown.of(text)
                    + "' where its length should stand; is this the right server?");
        }
    }

    /**
     * Returns the attributes that an answer tells. What others stored may be more than a content field of ours holds;
     * it is left out then.
     *
     * @param headers the answer's
     * @param metadata the metadata, which every provider writes in its own way
     * @return the four content fields, and the metadata
     */
    public static ObjectAttributes attributes(HttpHeaders headers, Map<String, String> metadata) {
        return new ObjectAttributes(
                field(headers, "Content-Type"),
                field(headers, "Cache-Control"),
                field(headers, "Content-Disposition"),
                field(headers, "Content-Encoding"),
                metadata);
    }

    private static String field(HttpHeaders headers, String name) {
        return headers.first(name).filter(ObjectAttributes::isField).orElse("");
    }

    /**
     * Returns the body of an answer, after making sure that it brings the bytes that were asked for. A server may send
     * the whole object for a range; then the bytes before the range are skipped.
     *
     * @param request what was asked for
     * @param response an answer of status 200 or 206; closed with the stream, or at once where this throws
     * @param info describes the object by its size and the answer's headers
     * @return the body, without a checksum
     * @throws CloudException CORRUPTED (reason {@code bad_answer}) if other bytes came; INVALID_ARGUMENT (reason
     *     {@code range}) if the whole came and the range lies outside it; TRUNCATED if it ends before the range
     */
    public static ObjectBody body(GetRequest request, HttpResponse response, LongFunction<ObjectInfo> info) {
        boolean done = false;
        try {
            ObjectBody body = response.status() == 206 ? part(request, response, info) : whole(request, response, info);
            done = true;
            return body;
        } finally {
            if (!done) {
                response.close();
            }
        }
    }

    private static ObjectBody part(GetRequest request, HttpResponse response, LongFunction<ObjectInfo> info) {
        String field = response.headers().first("Content-Range").orElse("");
        Matcher given = CONTENT_RANGE.matcher(field);
        if (given.matches()) {
            ByteRange.Span span = request.range().in(Long.parseLong(given.group(3)));
            boolean asked = Long.parseLong(given.group(1)) == span.offset()
                    && Long.parseLong(given.group(2)) == span.offset() + span.lengthBytes() - 1;
            if (asked) {
                return new ObjectBody(info.apply(Long.parseLong(given.group(3))), span, new Stream(response), null);
            }
        }
        throw bad("The range " + range(request.range()).orElse("of everything") + " of '" + Shown.of(request.key())
                + "' was asked for, and the answer says '" + Shown.of(field) + "'");
    }

    private static ObjectBody whole(GetRequest request, HttpResponse response, LongFunction<ObjectInfo> info) {
        long size = lengthBytes(response.headers());
        ByteRange.Span span = request.range().in(size);
        Stream stream = new Stream(response);
        stream.pass(span.offset());
        return new ObjectBody(info.apply(size), span, stream, null);
    }

    private static CloudException bad(String message) {
        return CloudException.builder(ErrorCode.CORRUPTED, message)
                .reason("bad_answer")
                .build();
    }

    /** The content of an answer; closing it gives the connection back. */
    private static final class Stream extends FilterInputStream {
        private final HttpResponse response;

        Stream(HttpResponse response) {
            super(response.body());
            this.response = response;
        }

        void pass(long bytes) {
            try {
                in.skipNBytes(bytes);
            } catch (IOException e) {
                throw CloudException.of(ErrorCode.TRUNCATED, "The object broke off before the range asked for", e);
            }
        }

        @Override
        public void close() {
            response.close();
        }
    }
}
