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
import dev.welkin.storage.spi.HttpRead;
import dev.welkin.storage.spi.ObjectBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads blobs: Get Blob and Get Blob Properties. */
final class BlobReads {
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
        return BlobHeaders.info(key, HttpRead.lengthBytes(headers), headers);
    }

    ObjectBody get(GetRequest request, Attempt attempt) {
        if (request.range() instanceof ByteRange.Tail tail) {
            return last(request, tail, attempt);
        }
        HttpResponse response = client.send(asked(request), attempt);
        return HttpRead.body(request, response, size -> BlobHeaders.info(request.key(), size, response.headers()));
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
        HttpRead.range(request.range()).ifPresent(range -> fields.add(Map.entry("x-ms-range", range)));
        if (request.ifMatch() != null) {
            fields.add(Map.entry("If-Match", BlobHeaders.quoted(request.ifMatch())));
        }
        if (request.ifNoneMatch() != null) {
            fields.add(Map.entry("If-None-Match", BlobHeaders.quoted(request.ifNoneMatch())));
        }
        return BlobClient.request("GET", client.uri(container + "/" + BlobNames.path(request.key()), ""), fields, null);
    }
}
