package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.Json;
import dev.welkin.spi.Shown;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One bucket, which B2 calls by its id in questions and by its name in URLs. */
final class B2Place {
    private final B2Client client;
    private final String name;
    /** A bucket that is made anew under the same name gets another one. */
    private volatile @Nullable String id;

    B2Place(B2Client client, String name) {
        this.client = client;
        this.name = name;
    }

    /** Begins a question about the bucket. */
    Map<String, Object> question(Attempt attempt) throws InterruptedException {
        Map<String, Object> question = new HashMap<>();
        question.put("bucketId", id(attempt));
        return question;
    }

    /** Asks about the bucket; one that was made anew is looked up anew. */
    Json ask(String operation, Map<String, Object> question, Attempt attempt) throws InterruptedException {
        try {
            return client.ask(operation, question, attempt);
        } catch (CloudException e) {
            if (e.reason().equals("bucket_missing")) {
                id = null;
                throw missing();
            }
            throw e;
        }
    }

    private String id(Attempt attempt) throws InterruptedException {
        String known = id;
        if (known == null) {
            known = find(attempt);
            id = known;
        }
        return known;
    }

    private String find(Attempt attempt) throws InterruptedException {
        for (Json bucket : client.account("b2_list_buckets", Map.of("bucketName", name), attempt)
                .at("buckets")
                .items()) {
            if (B2Answer.text(bucket, "bucketName").equals(name)) {
                return B2Answer.text(bucket, "bucketId");
            }
        }
        throw missing();
    }

    private CloudException missing() {
        return CloudException.builder(
                        ErrorCode.NOT_FOUND,
                        "There is no bucket '" + Shown.of(name) + "': create it, or correct its name")
                .reason("bucket_missing")
                .build();
    }

    /** Tells a missing bucket apart from a missing file. */
    CloudException told(String key, CloudException e, Attempt attempt) throws InterruptedException {
        if (e.code() != ErrorCode.NOT_FOUND) {
            return e;
        }
        id(attempt);
        return CloudException.builder(
                        ErrorCode.NOT_FOUND, "There is no object '" + Shown.of(key) + "'; list() shows what is there")
                .httpStatus(e.httpStatus().orElse(0))
                .build();
    }

    /** A file's path below the URL of downloads. */
    String path(String key) {
        return SwiftNames.encoded(name) + "/" + encoded(key);
    }

    /** A file's name as it stands in URLs and header fields. */
    static String encoded(String key) {
        return SwiftNames.path(checked(key));
    }

    /** Refuses what B2 does ("Files", file names). */
    static String checked(String key) {
        boolean empty = key.startsWith("/") || key.endsWith("/") || key.contains("//");
        if (empty || key.indexOf('\\') >= 0) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "The key '" + Shown.of(key) + "' has " + (empty ? "an empty segment" : "a backslash")
                                    + ", which B2 does not take; choose another. Nothing was sent.")
                    .reason("key")
                    .build();
        }
        return key;
    }
}
