package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Json;

/** What B2's API answers. */
final class B2Answer {
    private B2Answer() {}

    static Json read(byte[] bytes) {
        Json document = Json.read(bytes);
        if (!document.isObject()) {
            throw CloudException.of(ErrorCode.CORRUPTED, "The answer is no object in JSON; is the endpoint a B2?");
        }
        return document;
    }

    static String text(Json document, String field) {
        String text = document.text(field);
        if (text.isEmpty()) {
            throw broken(field);
        }
        return text;
    }

    static long number(Json document, String field) {
        return document.number(field).stream()
                .filter(number -> number >= 0)
                .findFirst()
                .orElseThrow(() -> broken(field));
    }

    static CloudException broken(String field) {
        return CloudException.of(ErrorCode.CORRUPTED, "The answer has no right '" + field + "'; is the endpoint a B2?");
    }
}
