package dev.welkin.storage.jclouds;

import dev.welkin.Secret;
import dev.welkin.call.Attempt;
import dev.welkin.spi.Json;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.spi.ObjectContent;
import dev.welkin.storage.spi.PutRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes files. B2 gives out places to write to, each for one upload at a time and as often as one likes until an
 * upload there fails ("Uploading Files"). It wants to know the length before; content of unknown length goes to a file
 * of this machine first.
 */
final class B2Writes {
    private final B2Client client;
    private final B2Place place;
    private final Queue<Upload> free = new ConcurrentLinkedQueue<>();

    B2Writes(B2Client client, B2Place place) {
        this.client = client;
        this.place = place;
    }

    private record Upload(URI url, Secret token) {}

    ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException {
        List<Map.Entry<String, String>> fields = new ArrayList<>(B2Headers.of(request.key(), request.attributes()));
        fields.add(Map.entry("X-Bz-Content-Sha1", "hex_digits_at_end"));
        if (request.content().sizeBytes() >= 0) {
            return put(request, fields, request.content(), attempt);
        }
        try (SpooledContent spooled = SpooledContent.of(request.content())) {
            return put(request, fields, spooled, attempt);
        }
    }

    private ObjectInfo put(
            PutRequest request, List<Map.Entry<String, String>> fields, ObjectContent content, Attempt attempt)
            throws InterruptedException {
        Upload upload = next(attempt);
        Json file = client.upload(upload.url(), upload.token(), fields, new Sha1AtEnd(content), attempt);
        free.add(upload);
        return B2Headers.written(file, request.attributes());
    }

    private Upload next(Attempt attempt) throws InterruptedException {
        Upload known = attempt.number() == 1 ? free.poll() : null;
        return known == null ? ask(attempt) : known;
    }

    private Upload ask(Attempt attempt) throws InterruptedException {
        Json given = place.ask("b2_get_upload_url", place.question(attempt), attempt);
        try {
            return new Upload(
                    URI.create(B2Answer.text(given, "uploadUrl")),
                    Secret.of(B2Answer.text(given, "authorizationToken")));
        } catch (IllegalArgumentException e) {
            throw B2Answer.broken("uploadUrl");
        }
    }
}
