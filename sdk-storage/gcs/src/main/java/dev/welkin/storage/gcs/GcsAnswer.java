package dev.welkin.storage.gcs;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Json;

/** Documents of the JSON API. */
final class GcsAnswer {
    private GcsAnswer() {}

    static Json read(byte[] bytes) {
        Json document = Json.read(bytes);
        if (!document.isObject()) {
            throw bad("is no JSON object");
        }
        return document;
    }

    static CloudException bad(String what) {
        return CloudException.of(
                ErrorCode.CORRUPTED, "The answer " + what + "; is the endpoint the JSON API of Google Cloud Storage?");
    }
}
