package dev.welkin.storage.jclouds;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/** What a Swift's identity service speaks; the end of its URL says so. */
enum SwiftAuth {
    /** TempAuth and its like: user and key in header fields. */
    TEMP("/v1.0"),
    /** Keystone, identity API v2.0. */
    KEYSTONE_2("/v2.0"),
    /** Keystone, identity API v3. */
    KEYSTONE_3("/v3");

    static final String ENDINGS = "/v3 or /v2.0 (Keystone) or /v1.0 (TempAuth)";

    private final String ending;

    SwiftAuth(String ending) {
        this.ending = ending;
    }

    static Optional<SwiftAuth> of(URI endpoint) {
        return Arrays.stream(values())
                .filter(auth -> endpoint.getRawPath().endsWith(auth.ending))
                .findFirst();
    }
}
