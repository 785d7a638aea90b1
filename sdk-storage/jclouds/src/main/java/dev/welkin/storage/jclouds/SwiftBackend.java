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
 * OpenStack Swift, as in {@code swift://container?endpoint=https://keystone.example/v3}. Options: {@code endpoint}, the
 * URL of Keystone ({@code ../v3} or {@code ../v2.0}) or of TempAuth ({@code ../auth/v1.0}); {@code username},
 * {@code password}, {@code project}, {@code domain}, {@code projectDomain} and {@code region}, here or in the
 * {@code account}.
 */
public final class SwiftBackend implements StorageBackend {
    /** Called by the service loader. */
    public SwiftBackend() {}

    @Override
    public Set<String> schemes() {
        return Set.of("swift");
    }

    @Override
    public BucketDriver open(Target target, CloudContext context) {
        if (target.location().isEmpty() || !SwiftNames.isContainer(target.location())) {
            throw invalid(target, "must name a container and nothing behind it, as in swift://photos");
        }
        return new SwiftBucket(client(target, context), target.location());
    }

    @Override
    public BucketsDriver openBuckets(Target target, CloudContext context) {
        if (!target.location().isEmpty()) {
            throw invalid(target, "names a container; the containers of an account are swift: with options alone");
        }
        return new SwiftBuckets(client(target, context));
    }

    private static SwiftClient client(Target target, CloudContext context) {
        SwiftSettings settings = SwiftSettings.of(target, context);
        HttpClient http = context.http(target);
        return new SwiftClient(http, new SwiftSignIn(settings, http, context.clock()), context.clock());
    }

    private static CloudException invalid(Target target, String why) {
        return CloudException.of(
                ErrorCode.INVALID_ARGUMENT, target.origin() + ": storage." + target.name() + " " + why);
    }
}
