package dev.welkin.storage.jclouds;

import dev.welkin.http.HttpBody;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request below an account's URL, without the token.
 *
 * @param method for example {@code PUT}
 * @param path encoded; begins with a slash, or is "" for the account itself
 * @param query encoded, or ""
 * @param fields header fields
 * @param body what to send, or null
 */
record SwiftRequest(
        String method,
        String path,
        String query,
        List<Map.Entry<String, String>> fields,
        @Nullable HttpBody body) {
    static SwiftRequest of(String method, String path) {
        return new SwiftRequest(method, path, "", List.of(), null);
    }

    SwiftRequest query(String value) {
        return new SwiftRequest(method, path, value, fields, body);
    }

    SwiftRequest fields(List<Map.Entry<String, String>> value) {
        return new SwiftRequest(method, path, query, value, body);
    }

    SwiftRequest body(HttpBody value) {
        return new SwiftRequest(method, path, query, fields, value);
    }
}
