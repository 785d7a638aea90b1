package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.http.HttpDate;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.XmlReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * What S3 says when it does not do what it was asked.
 *
 * @param status the HTTP status; 200 for an error that came late
 * @param code the word of the error document, or empty if there was none
 * @param message its sentence, or the beginning of whatever came instead
 * @param region where the bucket is, if the answer tells, or empty
 * @param requestId the provider's id of the request, or empty
 * @param headers the answer's header fields
 */
record S3Failure(int status, String code, String message, String region, String requestId, HttpHeaders headers) {
    private static final int MAX_BYTES = 64 << 10;

    /** Reads an answer that is an error, and closes it. */
    static S3Failure read(HttpResponse response) {
        try (response) {
            byte[] body = head(response);
            Document document = new Document();
            try {
                XmlReader.read(body, document);
            } catch (CloudException e) {
                document = new Document(); // some proxy's page, or cut: the status has to do
                document.message = new String(body, StandardCharsets.UTF_8).strip();
            }
            return of(response.status(), document, response.headers());
        }
    }

    /** Makes what stood in a document that began well. */
    static S3Failure of(int status, Document document, HttpHeaders headers) {
        String region =
                document.region.isEmpty() ? headers.first("x-amz-bucket-region").orElse("") : document.region;
        return new S3Failure(status, document.code, document.message, region, document.requestId, headers);
    }

    /** The provider's time, from the Date field. */
    Optional<Instant> time() {
        return headers.first("date").flatMap(HttpDate::parse);
    }

    private static byte[] head(HttpResponse response) {
        try (InputStream in = response.body()) {
            return in.readNBytes(MAX_BYTES);
        } catch (CloudException | java.io.IOException e) {
            return new byte[0]; // the status is known; that its explanation broke off changes nothing
        }
    }

    /** Collects an error document. */
    static final class Document implements XmlReader.Visitor {
        private String code = "";
        private String message = "";
        private String region = "";
        private String requestId = "";

        @Override
        public void end(int depth, String name, String text) {
            if (depth != 2) {
                return;
            }
            switch (name) {
                case "Code" -> code = text.strip();
                case "Message" -> message = text.strip();
                case "Region" -> region = text.strip();
                case "RequestId" -> requestId = text.strip();
                default -> {
                    // of no use to us
                }
            }
        }
    }
}
