package dev.welkin.storage.gcs;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Json;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.UploadedPart;
import dev.welkin.storage.spi.CompleteRequest;
import dev.welkin.storage.spi.ContentBody;
import dev.welkin.storage.spi.ObjectContent;
import dev.welkin.storage.spi.PartRequest;
import dev.welkin.storage.spi.Upload;
import dev.welkin.storage.spi.UploadRequest;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes in parts: resumable uploads, which take the bytes from front to back. An attempt after the first asks how much
 * has arrived and goes on from there, so nothing is sent twice and a completion whose reply was lost is known. An
 * upload is known to the driver that began it, by an id of ours, since its URL is as good as a credential.
 */
final class ResumableUploads {
    /** What all but the last bytes of an upload come in multiples of. */
    static final int CHUNK_BYTES = 256 << 10;

    private static final Pattern STORED = Pattern.compile("bytes=0-(\\d{1,18})");
    /** Google answers the end of an upload with 499 Client Closed Request. */
    private static final Set<Integer> GONE = Set.of(404, 410, 499);

    private final GcsClient client;
    private final String bucket;
    private final boolean versioned;
    private final Map<String, UploadSession> sessions = new ConcurrentHashMap<>();

    ResumableUploads(GcsClient client, String bucket, boolean versioned) {
        this.client = client;
        this.bucket = bucket;
        this.versioned = versioned;
    }

    Upload start(UploadRequest request, Attempt attempt) {
        String key = request.id().key();
        ObjectNames.path(key);
        Query query = new Query()
                .add("uploadType", "resumable")
                .add("ifGenerationMatch", Generation.condition(request.mode()));
        HttpBody resource = HttpBody.of(
                "application/json; charset=UTF-8",
                Json.of(ObjectResource.write(request.id(), request.attributes()))
                        .bytes());
        Map<String, String> fields =
                Map.of("X-Upload-Content-Type", request.attributes().contentType());
        String id = UUID.randomUUID().toString();
        try (HttpResponse response =
                client.send(GcsClient.request("POST", client.upload(bucket, query), fields, resource), attempt)) {
            sessions.put(
                    id,
                    new UploadSession(
                            session(response.headers().first("Location").orElse(""))));
        } catch (CloudException e) {
            throw GcsClient.broken(request.mode(), e);
        }
        return new Upload(key, id);
    }

    UploadedPart send(PartRequest request, Attempt attempt) {
        UploadSession session = session(request.upload());
        ObjectContent content = request.content();
        if (request.offset() != session.takenBytes() || session.rest().length > 0) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "Part " + request.number() + " of '"
                                    + Shown.of(request.upload().key())
                                    + "' does not go on where the one before ended: parts go in order, all but the last"
                                    + " of one size")
                    .reason("part")
                    .build();
        }
        long whole = content.sizeBytes() / CHUNK_BYTES * CHUNK_BYTES;
        long end = request.offset() + whole;
        long from = attempt.number() == 1 ? request.offset() : stored(request, session, attempt);
        if (from < end) {
            sendChunk(session, content.slice(from - request.offset(), end - from), from, attempt);
        }
        session.take(content, whole);
        return new UploadedPart(request.number(), content.sizeBytes(), Integer.toString(request.number()));
    }

    ObjectInfo complete(CompleteRequest request, Attempt attempt) {
        UploadSession session = session(request.upload());
        try {
            ObjectResource stored = new ObjectResource(end(session, attempt));
            ObjectWrites.requireSame(stored, session.checksum());
            sessions.remove(request.upload().id());
            return stored.info(versioned);
        } catch (CloudException e) {
            throw GcsClient.broken(request.mode(), missing(request.upload(), e));
        }
    }

    void abort(Upload upload, Attempt attempt) {
        UploadSession session = sessions.get(upload.id());
        if (session != null) {
            client.send(GcsClient.request("DELETE", session.uri(), Map.of(), null), attempt, GONE)
                    .close();
            sessions.remove(upload.id());
        }
    }

    /** Whoever answers for the service must not be able to send our tokens elsewhere. */
    private URI session(String location) {
        try {
            URI uri = URI.create(location);
            if (client.endpoint().owns(uri)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw GcsAnswer.bad("names no URL for the upload");
        }
        throw GcsAnswer.bad("names a URL for the upload that is not the service's own");
    }

    private UploadSession session(Upload upload) {
        UploadSession session = sessions.get(upload.id());
        if (session == null) {
            throw missing(upload, null);
        }
        return session;
    }

    private void sendChunk(UploadSession session, ObjectContent content, long from, Attempt attempt) {
        long end = from + content.sizeBytes();
        HttpRequest request = put(session, "bytes " + from + "-" + (end - 1) + "/*", new ContentBody(content));
        long stored;
        try (HttpResponse response = client.send(request, attempt, Set.of(GcsClient.INCOMPLETE))) {
            stored = stored(response);
        }
        if (stored != end) {
            throw CloudException.of(
                    ErrorCode.UNAVAILABLE,
                    "Google kept " + (stored - from) + " of " + content.sizeBytes() + " bytes of a part");
        }
    }

    /** Asks how many bytes have arrived. */
    private long stored(PartRequest request, UploadSession session, Attempt attempt) {
        try (HttpResponse response =
                client.send(put(session, "bytes */*", GcsClient.NOTHING), attempt, Set.of(GcsClient.INCOMPLETE))) {
            long stored = stored(response);
            if (stored < request.offset()) {
                throw missing(request.upload(), null);
            }
            return stored;
        } catch (CloudException e) {
            throw missing(request.upload(), e);
        }
    }

    private static long stored(HttpResponse response) {
        if (response.status() != GcsClient.INCOMPLETE) {
            throw GcsAnswer.bad("says that the upload is complete before its end");
        }
        Matcher range = STORED.matcher(response.headers().first("Range").orElse(""));
        return range.matches() ? Long.parseLong(range.group(1)) + 1 : 0;
    }

    /** Sends the last bytes and with them the size of all; the reply to an earlier attempt may have been lost. */
    private Json end(UploadSession session, Attempt attempt) {
        String total = "/" + session.takenBytes();
        if (attempt.number() > 1) {
            Json done = document(put(session, "bytes *" + total, GcsClient.NOTHING), attempt);
            if (done != null) {
                return done;
            }
        }
        long from = session.takenBytes() - session.rest().length;
        HttpRequest last = session.rest().length == 0
                ? put(session, "bytes *" + total, GcsClient.NOTHING)
                : put(
                        session,
                        "bytes " + from + "-" + (session.takenBytes() - 1) + total,
                        HttpBody.of(null, session.rest()));
        Json done = document(last, attempt);
        if (done == null) {
            throw CloudException.of(ErrorCode.UNAVAILABLE, "Google has not yet taken all bytes of an upload");
        }
        return done;
    }

    private @Nullable Json document(HttpRequest request, Attempt attempt) {
        try (HttpResponse response = client.send(request, attempt, Set.of(GcsClient.INCOMPLETE))) {
            return response.status() == GcsClient.INCOMPLETE ? null : GcsAnswer.read(response.bytes());
        }
    }

    private static HttpRequest put(UploadSession session, String range, HttpBody body) {
        return GcsClient.request("PUT", session.uri(), Map.of("Content-Range", range), body);
    }

    /** Google forgets an upload a week after it began, and at once when it fails for good. */
    private static CloudException missing(Upload upload, @Nullable CloudException e) {
        if (e != null && e.code() != ErrorCode.NOT_FOUND) {
            return e;
        }
        return CloudException.builder(
                        ErrorCode.NOT_FOUND,
                        "The upload of '" + Shown.of(upload.key())
                                + "' is not there, or no more: it was ended, or a week has passed. Write it again.")
                .reason("upload_missing")
                .cause(e)
                .build();
    }
}
