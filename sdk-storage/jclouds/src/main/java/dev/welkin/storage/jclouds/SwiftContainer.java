package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.Shown;

/** One container, of which Swift's "404" does not tell whether it or the object in it is missing. */
final class SwiftContainer {
    private static final String MISSING = "bucket_missing";

    private final SwiftClient client;
    private final String name;
    /** Asked once only: whoever looks for objects that are not there would pay twice each time. */
    private volatile boolean seen;

    SwiftContainer(SwiftClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /** Returns the container's path. */
    String path() {
        return "/" + SwiftNames.encoded(name);
    }

    /** Returns an object's path. */
    String path(String key) {
        return path() + "/" + SwiftNames.path(key);
    }

    /** Notes that the container is there. */
    void see() {
        seen = true;
    }

    /** Tells a missing container apart from a missing object. */
    CloudException told(CloudException e, Attempt attempt) throws InterruptedException {
        if (e.code() != ErrorCode.NOT_FOUND || seen || e.reason().equals(MISSING)) {
            return e;
        }
        try {
            client.call(SwiftRequest.of("HEAD", path()), attempt);
            seen = true;
            return e;
        } catch (CloudException asked) {
            return asked.code() == ErrorCode.NOT_FOUND ? missing(e) : e;
        }
    }

    /** Says that it is the container that is missing. */
    CloudException missing(CloudException e) {
        return e.toBuilder()
                .message("There is no container '" + Shown.of(name) + "': create it, or correct its name. "
                        + e.getMessage())
                .reason(MISSING)
                .build();
    }
}
