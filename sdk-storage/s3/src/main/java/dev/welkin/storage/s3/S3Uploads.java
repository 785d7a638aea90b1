package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.XmlReader;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.UploadedPart;
import dev.welkin.storage.spi.CompleteRequest;
import dev.welkin.storage.spi.PartRequest;
import dev.welkin.storage.spi.Upload;
import dev.welkin.storage.spi.UploadRequest;

/** Writes objects in parts. A part's token is its ETag and, behind a blank, its checksum where it has one. */
final class S3Uploads {
    private final S3Client client;
    private final S3Writes writes;

    S3Uploads(S3Client client, S3Writes writes) {
        this.client = client;
        this.writes = writes;
    }

    Upload start(UploadRequest request, Attempt attempt) {
        S3Request start = S3Request.of("POST", request.id().key()).query("uploads");
        ObjectHeaders.attributes(start, request.attributes());
        ObjectHeaders.marker(start, request.id().marker());
        ObjectHeaders.tags(start, request.tags());
        start.headers(client.settings().writeHeaders());
        Checksum checksum = client.settings().checksum();
        if (checksum != Checksum.NONE) {
            start.header("x-amz-checksum-algorithm", checksum.name());
        }
        Result result = document(start, attempt);
        return new Upload(request.id().key(), result.require("UploadId"));
    }

    UploadedPart send(PartRequest request, Attempt attempt) {
        S3Request put = part(request.upload(), request.number());
        String checksum = writes.checksum(put, request.content());
        put.body(request.content());
        HttpHeaders headers = client.sendAndClose(put, attempt);
        String etag = ObjectHeaders.token(headers.first("etag").orElse("")).value();
        return new UploadedPart(
                request.number(), request.content().sizeBytes(), checksum.isEmpty() ? etag : etag + " " + checksum);
    }

    /** Makes a part of bytes that are stored already. */
    UploadedPart copy(Upload upload, int number, String source, long offset, long lengthBytes, Attempt attempt) {
        S3Request put = part(upload, number)
                .header("x-amz-copy-source", source)
                .header("x-amz-copy-source-range", "bytes=" + offset + "-" + (offset + lengthBytes - 1));
        Result result = document(put, attempt);
        String etag = ObjectHeaders.token(result.require("ETag")).value();
        String checksum = result.get(client.settings().checksum().element);
        return new UploadedPart(number, lengthBytes, checksum.isEmpty() ? etag : etag + " " + checksum);
    }

    ObjectInfo complete(CompleteRequest request, Attempt attempt) {
        String key = request.upload().key();
        S3Request post = S3Request.of("POST", key)
                .query("uploadId", request.upload().id())
                .header("Content-Type", "application/xml");
        ObjectHeaders.condition(post, request.mode());
        post.body(new BytesContent(parts(request)));
        Result result = S3Writes.conditional(request.mode(), key, () -> document(post, attempt));
        long size = request.parts().stream().mapToLong(UploadedPart::sizeBytes).sum();
        return ObjectHeaders.written(
                key, result.headers(), result.require("ETag"), size, ObjectAttributes.NONE, writes.now());
    }

    void abort(Upload upload, Attempt attempt) {
        S3Request delete = S3Request.of("DELETE", upload.key()).query("uploadId", upload.id());
        try {
            client.sendAndClose(delete, attempt);
        } catch (CloudException e) {
            if (!e.reason().equals("upload_missing")) {
                throw e;
            }
        }
    }

    /** An answer of status 200 may still hold an error: S3 begins it before it knows. */
    Result document(S3Request request, Attempt attempt) {
        Result result = new Result();
        try (HttpResponse response = client.send(request, attempt)) {
            result.headers = response.headers();
            read(response, result);
        }
        if (result.root.equals("Error")) {
            S3Failure failure = S3Failure.of(200, result.error, result.headers);
            throw S3Errors.of(client.asked(request), failure, client.clock().now());
        }
        return result;
    }

    /** Where the answer breaks off or is none, what was asked may have been done all the same. */
    private static void read(HttpResponse response, Result result) {
        try {
            XmlReader.read(response.body(), result);
        } catch (CloudException e) {
            throw e.toBuilder().outcomeUnknown(true).build();
        }
    }

    private static S3Request part(Upload upload, int number) {
        return S3Request.of("PUT", upload.key())
                .query("partNumber", Integer.toString(number))
                .query("uploadId", upload.id());
    }

    private byte[] parts(CompleteRequest request) {
        XmlText xml = new XmlText("CompleteMultipartUpload");
        Checksum checksum = client.settings().checksum();
        for (UploadedPart part : request.parts()) {
            String[] token = part.token().split(" ", 2);
            xml.open("Part").leaf("PartNumber", Integer.toString(part.number())).leaf("ETag", '"' + token[0] + '"');
            if (token.length > 1) {
                xml.leaf(checksum.element, token[1]);
            }
            xml.close("Part");
        }
        return xml.bytes();
    }
}
