package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ObjectBody;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a read brought: the whole or the range that was asked for, nothing else. */
final class ReadAnswer {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

    private ReadAnswer() {}

    /** Returns the body of an answer of so many bytes; the object is described by its size. */
    static ObjectBody body(GetRequest request, HttpResponse response, long length, LongFunction<ObjectInfo> info) {
        Matcher range =
                CONTENT_RANGE.matcher(response.headers().first("Content-Range").orElse(""));
        boolean part = response.status() == 206 && range.matches();
        long size = part ? Long.parseLong(range.group(3)) : length;
        ByteRange.Span span = part
                ? new ByteRange.Span(Long.parseLong(range.group(1)), length)
                : ByteRange.whole().in(size);
        if (!request.range().in(size).equals(span)) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED,
                    "A range of '" + Shown.of(request.key()) + "' was asked for, and other bytes came");
        }
        return new ObjectBody(info.apply(size), span, new Stream(response), null);
    }

    /** The body of an answer; closing it gives the connection back. */
    private static final class Stream extends FilterInputStream {
        private final HttpResponse response;

        Stream(HttpResponse response) {
            super(response.body());
            this.response = response;
        }

        @Override
        public void close() throws IOException {
            response.close();
        }
    }
}
