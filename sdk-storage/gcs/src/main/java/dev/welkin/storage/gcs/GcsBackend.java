package dev.welkin.storage.gcs;

import dev.welkin.config.Target;
import dev.welkin.google.GoogleAuth;
import dev.welkin.google.GoogleEndpoint;
import dev.welkin.spi.CloudContext;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import dev.welkin.storage.spi.StorageBackend;
import java.util.HashSet;
import java.util.Set;

/**
 * Google Cloud Storage, as in {@code gs://bucket}; {@code Buckets} name a project, as in {@code gs://my-project}.
 * Options: {@code versions} ({@code true} where the bucket keeps versions), {@code userProject} (the project that pays
 * for requests), {@code location} (where new buckets lie), {@code endpoint}, and the credentials that
 * {@link GoogleAuth} reads, here or in the {@code account}.
 */
public final class GcsBackend implements StorageBackend {
    private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";
    private static final String VERSIONS = "versions";
    private static final String USER_PROJECT = "userProject";
    private static final String LOCATION = "location";

    /** Called by the service loader. */
    public GcsBackend() {}

    @Override
    public Set<String> schemes() {
        return Set.of("gs");
    }

    @Override
    public BucketDriver open(Target target, CloudContext context) {
        String bucket = target.location();
        if (!bucket.matches("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]")) {
            throw target.typed().invalid("url", "must name a bucket, as in gs://photos");
        }
        return new GcsBucket(client(target, context), bucket, target.flag(VERSIONS, false));
    }

    @Override
    public BucketsDriver openBuckets(Target target, CloudContext context) {
        String project = target.location();
        if (!project.matches("[a-z0-9.:-]{1,100}")) {
            throw target.typed().invalid("url", "must name a project, as in gs://my-project");
        }
        String place = target.text(LOCATION).orElse("");
        return new GcsBuckets(client(target, context), project, place, target.flag(VERSIONS, false));
    }

    private static GcsClient client(Target target, CloudContext context) {
        Set<String> known = new HashSet<>(GoogleAuth.OPTIONS);
        known.addAll(GoogleEndpoint.OPTIONS);
        known.addAll(Set.of(VERSIONS, USER_PROJECT, LOCATION));
        target.onlyOptions(known);
        GoogleEndpoint endpoint = GoogleEndpoint.of(target, "storage.googleapis.com");
        return new GcsClient(
                context.http(target),
                GoogleAuth.of(target, endpoint, SCOPE, context),
                endpoint,
                target.text(USER_PROJECT).orElse(""),
                context.clock());
    }
}
