package dev.welkin.storage.azure;

import dev.welkin.azure.AzureAuth;
import dev.welkin.azure.AzureEndpoint;
import dev.welkin.config.Target;
import dev.welkin.spi.CloudContext;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import dev.welkin.storage.spi.StorageBackend;
import java.util.HashSet;
import java.util.Set;

/**
 * Azure Blob Storage, as in {@code azure://account/container}. Options: {@code endpoint} (a URL that stands for the
 * account, path style as {@code http://127.0.0.1:10000/devstoreaccount1}), {@code cloud} ({@code public},
 * {@code china}, {@code usgov}), and the credentials that {@link AzureAuth} reads, here or in the {@code account}.
 */
public final class AzureBackend implements StorageBackend {
    /** Called by the service loader. */
    public AzureBackend() {}

    @Override
    public Set<String> schemes() {
        return Set.of("azure");
    }

    @Override
    public BucketDriver open(Target target, CloudContext context) {
        String[] place = target.location().split("/", -1);
        if (place.length != 2 || !place[1].matches("\\$root|\\$web|[a-z0-9](-?[a-z0-9]){2,62}")) {
            throw target.typed()
                    .invalid("url", "must name an account and a container, as in azure://account/container");
        }
        return new AzureBucket(client(target, place[0], context), place[1], context.clock());
    }

    @Override
    public BucketsDriver openBuckets(Target target, CloudContext context) {
        return new AzureBuckets(client(target, target.location(), context), context.clock());
    }

    private static BlobClient client(Target target, String account, CloudContext context) {
        Set<String> known = new HashSet<>(AzureAuth.OPTIONS);
        known.addAll(AzureEndpoint.OPTIONS);
        target.onlyOptions(known);
        AzureEndpoint endpoint = AzureEndpoint.of(target, account, "blob");
        return new BlobClient(context.http(target), AzureAuth.of(target, endpoint, context), endpoint);
    }
}
