package dev.welkin.storage.spi;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Target;
import dev.welkin.spi.Backend;
import dev.welkin.spi.CloudContext;

/** Makes bucket drivers for the schemes it knows; registered as a service of this type. */
public interface StorageBackend extends Backend<BucketDriver> {
    /**
     * Opens what makes and removes buckets at a target. Must not connect to anything.
     *
     * @param target what the configuration says; its location names no bucket but what holds them
     * @param context what the Cloud shares
     * @return the driver; the portable type closes it
     * @throws CloudException UNSUPPORTED, the default, where the backend cannot manage buckets
     */
    default BucketsDriver openBuckets(Target target, CloudContext context) {
        throw CloudException.builder(
                        ErrorCode.UNSUPPORTED,
                        "The backend '" + target.scheme() + "' cannot create, list or delete buckets: make the bucket"
                                + " with the provider's own tools and open it with Bucket.open")
                .provider(target.scheme())
                .build();
    }
}
