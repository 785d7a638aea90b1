package dev.welkin.storage.gcs;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.HttpRead;
import dev.welkin.storage.spi.ObjectBody;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects. The bytes come by GET Object of the XML API, with the same token: the JSON API sends them without
 * their metadata, so that a read would be two requests between which the object may change.
 */
final class ObjectReads {
    private final GcsClient client;
    private final String bucket;
    private final boolean versioned;

    ObjectReads(GcsClient client, String bucket, boolean versioned) {
        this.client = client;
        this.bucket = bucket;
        this.versioned = versioned;
    }

    ObjectInfo head(String key, @Nullable VersionId version, Attempt attempt) {
        return resource(key, generation(key, version), attempt).info(versioned);
    }

    ObjectResource resource(String key, Query query, Attempt attempt) {
        return new ObjectResource(client.read("GET", uri(key, query), null, attempt));
    }

    /** Deletes an object, or one generation of it; a missing one is success. */
    void delete(String key, Query which, Attempt attempt) {
        try {
            client.call("DELETE", uri(key, which), attempt);
        } catch (CloudException e) {
            if (e.code() != ErrorCode.NOT_FOUND || e.reason().equals("bucket_missing")) {
                throw e;
            }
        }
    }

    /** The XML API knows no generation that must not be there, so the JSON API is asked about it before. */
    ObjectBody get(GetRequest request, Attempt attempt) {
        VersionToken known = request.ifNoneMatch();
        if (known != null && Generation.isOne(known.value())) {
            Query query = generation(request.key(), request.version());
            resource(request.key(), query.add("ifGenerationNotMatch", known.value()), attempt);
        }
        return open(request, false, attempt);
    }

    Query generation(String key, @Nullable VersionId version) {
        if (version == null) {
            return new Query();
        }
        if (!Generation.isOne(version.value())) {
            throw CloudException.of(
                    ErrorCode.NOT_FOUND, "'" + Shown.of(key) + "' has no version '" + Shown.of(version.value()) + "'");
        }
        return new Query().add("generation", version.value());
    }

    private URI uri(String key, Query query) {
        return client.uri("b/" + bucket + "/o/" + ObjectNames.path(key), query);
    }

    private ObjectBody open(GetRequest request, boolean compressed, Attempt attempt) {
        HttpResponse response = client.send(asked(request, compressed), attempt);
        try {
            ObjectHeaders headers = new ObjectHeaders(response.headers());
            if (headers.storedCompressed() && !compressed) {
                response.close();
                return open(request, true, attempt);
            }
            return body(request, headers, response);
        } catch (CloudException e) {
            response.close();
            throw e;
        }
    }

    private HttpRequest asked(GetRequest request, boolean compressed) {
        Map<String, String> fields = new LinkedHashMap<>();
        HttpRead.range(request.range()).ifPresent(range -> fields.put("Range", range));
        if (request.ifMatch() != null) {
            fields.put("x-goog-if-generation-match", Generation.required(request.ifMatch()));
        }
        if (compressed) {
            fields.put("Accept-Encoding", "gzip");
        }
        URI uri = URI.create(client.endpoint().base() + "/" + bucket + "/" + ObjectNames.pathOfSegments(request.key())
                + generation(request.key(), request.version()));
        return GcsClient.request("GET", uri, fields, null);
    }

    private ObjectBody body(GetRequest request, ObjectHeaders headers, HttpResponse response) {
        return HttpRead.body(request, response, size -> headers.info(request.key(), size, versioned))
                .withCrc32c(headers.crc32c());
    }
}
