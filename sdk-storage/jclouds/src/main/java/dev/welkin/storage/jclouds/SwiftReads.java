package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.HttpRead;
import dev.welkin.storage.spi.ObjectBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads objects. */
final class SwiftReads {
    private final SwiftClient client;
    private final SwiftContainer container;

    SwiftReads(SwiftClient client, SwiftContainer container) {
        this.client = client;
        this.container = container;
    }

    ObjectInfo head(String key, Attempt attempt) throws InterruptedException {
        try {
            return seen(key, attempt);
        } catch (CloudException e) {
            throw confirmed(key, e, attempt);
        }
    }

    private ObjectInfo seen(String key, Attempt attempt) throws InterruptedException {
        HttpHeaders headers = client.call(SwiftRequest.of("HEAD", container.path(key)), attempt);
        return SwiftHeaders.info(key, HttpRead.lengthBytes(headers), headers);
    }

    /**
     * A Swift of one replica answers 404 now and then while an object is replaced (its old file is gone between being
     * found and being opened): what seems to be missing is looked for twice.
     */
    private CloudException confirmed(String key, CloudException e, Attempt attempt) throws InterruptedException {
        if (e.code() != ErrorCode.NOT_FOUND) {
            return e;
        }
        try {
            seen(key, attempt);
        } catch (CloudException again) {
            return again.code() == ErrorCode.NOT_FOUND ? container.told(e, attempt) : again;
        }
        return CloudException.of(
                ErrorCode.UNAVAILABLE, "'" + Shown.of(key) + "' was being replaced while it was read; read it again");
    }

    ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException {
        try {
            return opened(request, attempt);
        } catch (CloudException e) {
            throw confirmed(request.key(), e, attempt);
        }
    }

    private ObjectBody opened(GetRequest request, Attempt attempt) throws InterruptedException {
        SwiftRequest asked =
                SwiftRequest.of("GET", container.path(request.key())).fields(fields(request));
        HttpResponse response = client.send(asked, attempt);
        return HttpRead.body(request, response, size -> SwiftHeaders.info(request.key(), size, response.headers()));
    }

    private static List<Map.Entry<String, String>> fields(GetRequest request) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        HttpRead.range(request.range()).ifPresent(range -> fields.add(Map.entry("Range", range)));
        if (request.ifMatch() != null) {
            fields.add(Map.entry("If-Match", SwiftHeaders.quoted(request.ifMatch())));
        }
        if (request.ifNoneMatch() != null) {
            fields.add(Map.entry("If-None-Match", SwiftHeaders.quoted(request.ifNoneMatch())));
        }
        return fields;
    }
}
