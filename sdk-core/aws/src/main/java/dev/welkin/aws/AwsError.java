package dev.welkin.aws;

import dev.welkin.CloudException;
import dev.welkin.http.HttpHeaders;
import dev.welkin.spi.Json;
import dev.welkin.spi.XmlReader;
import java.util.HashMap;
import java.util.Map;

/**
 * What an AWS service says when it does not do what it was asked, in XML (S3, STS, EC2) or JSON (SQS, Bedrock, SSO).
 * Immutable.
 *
 * @param code the service's own word, for example {@code ExpiredToken}; empty if it says none
 * @param message its sentence, or empty
 * @param requestId its id of the request, or empty
 * @param region the region it names, or empty
 */
public record AwsError(String code, String message, String requestId, String region) {
    /**
     * Reads an error's body and headers.
     *
     * @param headers the answer's header fields
     * @param body the body as far as it was read; whatever is neither XML nor JSON says nothing
     * @return the error; all empty if the service says nothing
     */
    public static AwsError read(HttpHeaders headers, byte[] body) {
        try {
            return first(body) == '<' ? ofXml(headers, body) : ofJson(headers, body);
        } catch (CloudException e) {
            return ofHeaders(headers); // a proxy's page, or cut off: the status has to do
        }
    }

    private static AwsError ofXml(HttpHeaders headers, byte[] body) {
        Map<String, String> texts = new HashMap<>();
        XmlReader.read(body, (depth, name, text) -> texts.putIfAbsent(name, text.strip()));
        String id = texts.getOrDefault("RequestId", texts.getOrDefault("RequestID", ""));
        String region = texts.getOrDefault(
                "Region", headers.first("x-amz-bucket-region").orElse(""));
        return new AwsError(
                texts.getOrDefault("Code", ""), texts.getOrDefault("Message", ""), requestId(headers, id), region);
    }

    /** {@code __type} is {@code namespace#Code}, the header's value {@code Code:URL}; OAuth says {@code error}. */
    private static AwsError ofJson(HttpHeaders headers, byte[] body) {
        Json json = Json.read(body);
        if (!json.isObject()) {
            return ofHeaders(headers);
        }
        String word = headers.first("x-amzn-errortype").orElse(json.text("__type", "code", "error"));
        String message = json.text("message", "Message", "error_description");
        return new AwsError(bare(word), message, requestId(headers, ""), "");
    }

    private static AwsError ofHeaders(HttpHeaders headers) {
        return new AwsError(
                bare(headers.first("x-amzn-errortype").orElse("")),
                "",
                requestId(headers, ""),
                headers.first("x-amz-bucket-region").orElse(""));
    }

    private static String bare(String word) {
        String name = word.substring(word.indexOf('#') + 1);
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private static String requestId(HttpHeaders headers, String inBody) {
        return headers.first("x-amz-request-id")
                .or(() -> headers.first("x-amzn-requestid"))
                .orElse(inBody);
    }

    private static int first(byte[] body) {
        for (byte b : body) {
            if (b > ' ') {
                return b;
            }
        }
        return 0;
    }
}
