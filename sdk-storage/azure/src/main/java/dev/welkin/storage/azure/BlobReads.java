package dev.welkin.storage.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ObjectBody;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads blobs: Get Blob and Get Blob Properties. */
final class BlobReads {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");

    private final BlobClient client;
    private final String container;

    BlobReads(BlobClient client, String container) {
        this.client = client;
        this.container = container;
    }

    HttpHeaders head(String key, Attempt attempt) {
        return client.call(BlobClient.request("HEAD", client.uri(container + "/" + BlobNames.path(key), "")), attempt);
    }

    static ObjectInfo info(String key, HttpHeaders headers) {
        return BlobHeaders.info(key, number(headers), headers);
    }

    ObjectBody get(GetRequest request, Attempt attempt) {
        if (request.range() instanceof ByteRange.Tail tail) {
            return last(request, tail, attempt);
        }
        HttpResponse response = client.send(asked(request), attempt);
        try {
            return body(request, response);
        } catch (CloudException e) {
            response.close();
            throw e;
        }
    }

    /** Azure knows no ranges from the end: the size is asked for first, and the rest of that very version. */
    private ObjectBody last(GetRequest request, ByteRange.Tail tail, Attempt attempt) {
        ObjectInfo info = info(request.key(), head(request.key(), attempt));
        ByteRange.Span span = tail.in(info.sizeBytes());
        boolean free = request.ifMatch() == null && request.ifNoneMatch() == null;
        GetRequest exact = new GetRequest(
                request.key(),
                span.lengthBytes() == 0 ? ByteRange.whole() : span,
                free ? info.token() : request.ifMatch(),
                request.ifNoneMatch(),
                request.version());
        try {
            return get(exact, attempt);
        } catch (CloudException e) {
            throw free && e.reason().equals("changed") ? overtaken(request.key(), e) : e;
        }
    }

    private static CloudException overtaken(String key, CloudException e) {
        return CloudException.of(
                ErrorCode.CONFLICT,
                "'" + Shown.of(key) + "' was written while its end was looked for; read it again",
                e);
    }

    private HttpRequest asked(GetRequest request) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        if (request.range() instanceof ByteRange.Span span) {
            String end = span.lengthBytes() > Long.MAX_VALUE - span.offset()
                    ? ""
                    : Long.toString(span.offset() + span.lengthBytes() - 1);
            fields.add(Map.entry("x-ms-range", "bytes=" + span.offset() + "-" + end));
        }
        if (request.ifMatch() != null) {
            fields.add(Map.entry("If-Match", BlobHeaders.quoted(request.ifMatch())));
        }
        if (request.ifNoneMatch() != null) {
            fields.add(Map.entry("If-None-Match", BlobHeaders.quoted(request.ifNoneMatch())));
        }
        return BlobClient.request("GET", client.uri(container + "/" + BlobNames.path(request.key()), ""), fields, null);
    }

    private static ObjectBody body(GetRequest request, HttpResponse response) {
        HttpHeaders headers = response.headers();
        long length = number(headers);
        Matcher range = CONTENT_RANGE.matcher(headers.first("Content-Range").orElse(""));
        boolean part = response.status() == 206 && range.matches();
        long size = part ? Long.parseLong(range.group(3)) : length;
        ByteRange.Span span = part
                ? new ByteRange.Span(Long.parseLong(range.group(1)), length)
                : ByteRange.whole().in(size);
        if (!part
                && request.range() instanceof ByteRange.Span asked
                && !asked.in(size).equals(span)) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED, "A range of '" + Shown.of(request.key()) + "' was asked for, all of it came");
        }
        return new ObjectBody(BlobHeaders.info(request.key(), size, headers), span, new Stream(response), null);
    }

    private static long number(HttpHeaders headers) {
        try {
            return Long.parseLong(BlobHeaders.required(headers, "Content-Length"));
        } catch (NumberFormatException e) {
            throw CloudException.of(ErrorCode.CORRUPTED, "The answer's Content-Length is no number", e);
        }
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
