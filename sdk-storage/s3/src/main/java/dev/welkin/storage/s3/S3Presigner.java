package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.aws.PayloadHash;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.storage.PresignOptions;
import dev.welkin.storage.PresignedRequest;
import dev.welkin.storage.spi.PresignRequest;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Signs requests for others, in the query. What a PUT must hold is signed as header fields. */
final class S3Presigner {
    private final S3Client client;

    S3Presigner(S3Client client) {
        this.client = client;
    }

    PresignedRequest presign(PresignRequest request) {
        Credentials credentials = client.credentials().get();
        if (client.anonymous()) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED, "Nothing can be presigned without credentials; this bucket has none");
        }
        PresignOptions options = request.options();
        boolean put = request.verb() == PresignedRequest.Verb.PUT;
        S3Request draft = S3Request.of(request.verb().name(), client.checked(request.key()));
        if (!put && options.contentType() != null) {
            draft.query("response-content-type", options.contentType());
        }
        Map<String, String> headers = put ? bound(options) : Map.of();
        S3Location.Place place = client.location().place();
        HttpRequest plain = HttpRequest.of(
                draft.method(),
                S3Location.uri(place, request.key(), draft.query()),
                HttpHeaders.of(draft.headers(headers).headers()));
        Instant expires = client.clock().now().plus(options.expires());
        URI signed = place.signer().presign(plain, credentials, PayloadHash.unsigned(), options.expires());
        return new PresignedRequest(request.verb(), signed, headers, expires);
    }

    private static Map<String, String> bound(PresignOptions options) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (options.contentType() != null) {
            headers.put("Content-Type", options.contentType());
        }
        if (options.lengthBytes() != null) {
            headers.put("Content-Length", Long.toString(options.lengthBytes()));
        }
        if (options.sha256() != null) {
            byte[] hash = HexFormat.of().parseHex(options.sha256());
            headers.put(Checksum.SHA256.header, Base64.getEncoder().encodeToString(hash));
        }
        return headers;
    }
}
