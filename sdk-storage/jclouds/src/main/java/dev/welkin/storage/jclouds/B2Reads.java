package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.HttpRead;
import dev.welkin.storage.spi.ObjectBody;
import java.util.List;
import java.util.Map;

/** Reads files. */
final class B2Reads {
    private final B2Client client;
    private final B2Place place;

    B2Reads(B2Client client, B2Place place) {
        this.client = client;
        this.place = place;
    }

    ObjectInfo head(String key, Attempt attempt) throws InterruptedException {
        try (HttpResponse response = client.file("HEAD", place.path(key), List.of(), attempt)) {
            return B2Headers.info(key, HttpRead.lengthBytes(response.headers()), response.headers());
        } catch (CloudException e) {
            throw place.told(key, e, attempt);
        }
    }

    ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException {
        try {
            return opened(request, attempt);
        } catch (CloudException e) {
            throw place.told(request.key(), e, attempt);
        }
    }

    private ObjectBody opened(GetRequest request, Attempt attempt) throws InterruptedException {
        List<Map.Entry<String, String>> fields = HttpRead.range(request.range())
                .map(range -> List.of(Map.entry("Range", range)))
                .orElse(List.of());
        HttpResponse response = client.file("GET", place.path(request.key()), fields, attempt);
        HttpHeaders headers = response.headers();
        return HttpRead.body(request, response, size -> {
            requireVersion(request, B2Headers.token(headers));
            return B2Headers.info(request.key(), size, headers);
        });
    }

    /** B2 knows no conditions, but says which version it gives before it gives it. */
    private static void requireVersion(GetRequest request, VersionToken given) {
        if (request.ifMatch() != null && !request.ifMatch().equals(given)) {
            throw CloudException.builder(
                            ErrorCode.PRECONDITION_FAILED,
                            "'" + Shown.of(request.key()) + "' has another version; read it again and decide")
                    .reason("changed")
                    .build();
        }
        if (given.equals(request.ifNoneMatch())) {
            throw CloudException.builder(
                            ErrorCode.PRECONDITION_FAILED,
                            "'" + Shown.of(request.key()) + "' still has the version that is known")
                    .reason("not_modified")
                    .build();
        }
    }
}
