package dev.welkin.storage.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;

/** What goes wrong with whole buckets, in the same words on every backend. */
public final class BucketErrors {
    private BucketErrors() {}

    /** The error for creating a bucket that is there. */
    public static CloudException exists(String name) {
        return CloudException.of(
                ErrorCode.ALREADY_EXISTS, "There is a bucket '" + Shown.of(name) + "' already; open it with bucket()");
    }

    /** The error for deleting a bucket that holds objects. */
    public static CloudException notEmpty(String name) {
        return CloudException.builder(
                        ErrorCode.PRECONDITION_FAILED,
                        "The bucket '" + Shown.of(name) + "' holds objects; delete them first")
                .reason("bucket_not_empty")
                .build();
    }
}
