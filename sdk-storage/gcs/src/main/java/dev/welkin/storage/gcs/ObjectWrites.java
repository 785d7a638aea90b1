package dev.welkin.storage.gcs;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.Json;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.spi.ObjectContent;
import dev.welkin.storage.spi.PutRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes objects in one request. The checksum of content that can be read twice goes along, so that Google stores
 * nothing else; that of a stream is compared with what was stored.
 */
final class ObjectWrites {
    private final GcsClient client;
    private final String bucket;
    private final boolean versioned;

    ObjectWrites(GcsClient client, String bucket, boolean versioned) {
        this.client = client;
        this.bucket = bucket;
        this.versioned = versioned;
    }

    ObjectInfo put(PutRequest request, Attempt attempt) {
        ObjectNames.path(request.key());
        Map<String, Object> resource = ObjectResource.write(request.id(), request.attributes());
        if (request.content().repeatable()) {
            resource.put("crc32c", ObjectResource.crc32c(checksum(request.content())));
        }
        Query query = new Query()
                .add("uploadType", "multipart")
                .add("ifGenerationMatch", Generation.condition(request.mode()));
        RelatedBody body = new RelatedBody(
                Json.of(resource),
                request.attributes().contentType(),
                request.content(),
                UUID.randomUUID().toString());
        try {
            ObjectResource stored =
                    new ObjectResource(client.read("POST", client.upload(bucket, query), body, attempt));
            requireSame(stored, body.checksum());
            return stored.info(versioned);
        } catch (CloudException e) {
            throw GcsClient.broken(request.mode(), e);
        }
    }

    static int checksum(ObjectContent content) {
        CRC32C checksum = new CRC32C();
        try {
            content.writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), checksum));
        } catch (IOException e) {
            throw new UncheckedIOException("nowhere takes everything", e);
        }
        return (int) checksum.getValue();
    }

    /** Requires what was stored to be what was sent. */
    static void requireSame(ObjectResource stored, int sent) {
        Integer kept = stored.crc32c();
        if (kept != null && kept != sent) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED,
                    String.format(
                            "'%s' was sent with the checksum %08x but stored with %08x, as generation %s: its bytes"
                                    + " changed on the way. Write it again.",
                            Shown.of(stored.name()), sent, kept, stored.generation()));
        }
    }
}
