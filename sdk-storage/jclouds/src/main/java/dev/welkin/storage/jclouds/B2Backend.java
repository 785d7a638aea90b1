package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Target;
import dev.welkin.http.HttpClient;
import dev.welkin.spi.CloudContext;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import dev.welkin.storage.spi.StorageBackend;
import java.util.Set;

/**
 * Backblaze B2 by its native API, as in {@code b2://bucket}. Options: {@code keyId} and {@code applicationKey}, here or
 * in the {@code account}; {@code endpoint}, where to sign in, by default Backblaze's. B2's S3-compatible API is the
 * preset {@code b2} of {@code s3:}.
 */
public final class B2Backend implements StorageBackend {
    /** Called by the service loader. */
    public B2Backend() {}

    @Override
    public Set<String> schemes() {
        return Set.of("b2");
    }

    @Override
    public BucketDriver open(Target target, CloudContext context) {
        if (!target.location().matches("[A-Za-z0-9-]{6,63}")) {
            throw invalid(target, "must name a bucket and nothing behind it, as in b2://photos-of-mine");
        }
        return new B2Bucket(client(target, context), target.location());
    }

    @Override
    public BucketsDriver openBuckets(Target target, CloudContext context) {
        if (!target.location().isEmpty()) {
            throw invalid(target, "names a bucket; the buckets of an account are b2: with options alone");
        }
        return new B2Buckets(client(target, context));
    }

    private static B2Client client(Target target, CloudContext context) {
        B2Settings settings = B2Settings.of(target, context);
        HttpClient http = context.http(target);
        return new B2Client(http, new B2SignIn(settings, http, context.clock()), context.clock());
    }

    private static CloudException invalid(Target target, String why) {
        return CloudException.of(
                ErrorCode.INVALID_ARGUMENT, target.origin() + ": storage." + target.name() + " " + why);
    }
}
