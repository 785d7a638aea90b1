package dev.welkin.storage.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpHeaders;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.UploadedPart;
import dev.welkin.storage.spi.CompleteRequest;
import dev.welkin.storage.spi.ContentBody;
import dev.welkin.storage.spi.PartRequest;
import dev.welkin.storage.spi.Upload;
import dev.welkin.storage.spi.UploadRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Writes in parts: Put Block, then Put Block List. Azure knows no uploads, only the blocks of a blob that were not
 * committed yet; the upload's random id in the ids of its blocks tells them from those of other writers. Whoever
 * commits the blob, or overwrites it, throws away the blocks of all others.
 */
final class BlockUpload {
    private final BlobClient client;
    private final String container;
    private final BlobReads reads;

    BlockUpload(BlobClient client, String container, BlobReads reads) {
        this.client = client;
        this.container = container;
        this.reads = reads;
    }

    Upload start(UploadRequest request) {
        BlobNames.path(request.id().key()); // a key that Azure cannot hold is told before anything is sent
        BlobHeaders.of(request.attributes());
        return new Upload(request.id().key(), UUID.randomUUID().toString());
    }

    UploadedPart send(PartRequest request, Attempt attempt) {
        String block = block(request);
        URI uri = uri(request.upload().key(), "comp=block&blockid=" + BlobNames.encoded(block));
        client.call(BlobClient.request("PUT", uri, List.of(), new ContentBody(request.content())), attempt);
        return new UploadedPart(request.number(), request.content().sizeBytes(), block);
    }

    ObjectInfo complete(CompleteRequest request, Attempt attempt) {
        List<Map.Entry<String, String>> fields = new ArrayList<>(BlobHeaders.of(request.attributes()));
        fields.addAll(BlobHeaders.of(request.mode()));
        fields.addAll(BlobHeaders.tags(request.tags()));
        fields.add(BlobHeaders.marker(request.id()));
        URI uri = uri(request.upload().key(), "comp=blocklist");
        try {
            HttpHeaders answer = client.call(BlobClient.request("PUT", uri, fields, list(request.parts())), attempt);
            long size =
                    request.parts().stream().mapToLong(UploadedPart::sizeBytes).sum();
            return BlobHeaders.written(request.upload().key(), size, answer, request.attributes());
        } catch (CloudException e) {
            throw e.reason().equals("upload_missing") ? gone(request, attempt, e) : e;
        }
    }

    /** All ids of a blob's blocks must be of one length. */
    private static String block(PartRequest request) {
        String text = String.format(Locale.ROOT, "%s-%05d", request.upload().id(), request.number());
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The latest of a block: so a commit whose reply was lost can be repeated. */
    private static HttpBody list(List<UploadedPart> parts) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
        parts.forEach(part -> xml.append("<Latest>").append(part.token()).append("</Latest>"));
        return HttpBody.of(
                "application/xml", xml.append("</BlockList>").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The blocks are gone because somebody else wrote the blob, and then a condition is broken too. */
    private CloudException gone(CompleteRequest request, Attempt attempt, CloudException e) {
        if (request.mode() instanceof PutMode.Create && exists(request.upload().key(), attempt)) {
            return CloudException.of(
                    ErrorCode.ALREADY_EXISTS,
                    "'" + Shown.of(request.upload().key()) + "' was created by another writer meanwhile",
                    e);
        }
        return CloudException.builder(
                        ErrorCode.NOT_FOUND,
                        "The parts of '" + Shown.of(request.upload().key())
                                + "' are gone: another writer has written the object meanwhile, which throws away all"
                                + " parts that wait; or a week has passed. Write it again.")
                .reason("upload_missing")
                .cause(e)
                .build();
    }

    private boolean exists(String key, Attempt attempt) {
        try {
            reads.head(key, attempt);
            return true;
        } catch (CloudException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private URI uri(String key, String query) {
        return client.uri(container + "/" + BlobNames.path(key), query);
    }
}
