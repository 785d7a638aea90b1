package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.aws.AwsAccess;
import dev.welkin.config.Target;
import dev.welkin.credentials.CredentialCache;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.spi.CloudContext;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import dev.welkin.storage.spi.StorageBackend;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The backend {@code s3://BUCKET}, and {@code oss:}, {@code cos:}, {@code bos:}, {@code obs:} of the clouds that speak
 * S3.
 */
public final class S3Backend implements StorageBackend {
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");

    /** Makes the backend; for {@link java.util.ServiceLoader}. */
    public S3Backend() {}

    @Override
    public Set<String> schemes() {
        return Presets.schemes();
    }

    @Override
    public BucketDriver open(Target target, CloudContext context) {
        if (!BUCKET.matcher(target.location()).matches()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    target.origin() + ": storage." + target.name() + " must name a bucket and nothing behind it, as in "
                            + target.scheme() + "://photos; for keys below a prefix use Bucket.prefixed");
        }
        return new S3Bucket(client(target, context).bucket(target.location()));
    }

    @Override
    public BucketsDriver openBuckets(Target target, CloudContext context) {
        if (!target.location().isEmpty()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    target.origin() + ": storage." + target.name() + " names a bucket; the buckets of an account are "
                            + target.scheme() + ": with options alone, as in " + target.scheme()
                            + ":?region=eu-west-1");
        }
        return new S3Buckets(client(target, context));
    }

    private static S3Client client(Target target, CloudContext context) {
        Set<String> known = new HashSet<>(S3Settings.OPTIONS);
        known.addAll(AwsAccess.OPTIONS);
        target.onlyOptions(known);
        AwsAccess access = AwsAccess.of(target, context);
        S3Settings settings = S3Settings.of(target, access);
        CredentialCache credentials =
                new CredentialCache("storage." + target.name(), source(settings, access, context), context);
        return new S3Client(settings, context.http(target), credentials, access.clock(), "");
    }

    /** The variables of another cloud than AWS hold good for that cloud's own hosts only. */
    private static CredentialSource source(S3Settings settings, AwsAccess access, CloudContext context) {
        URI endpoint = settings.service(settings.region());
        CredentialSource named = access.source(endpoint);
        Map<String, String> variables = settings.preset().variables();
        boolean own = settings.preset().owns(endpoint.getHost());
        return variables.isEmpty() || !own
                ? named
                : CredentialSource.firstOf(named, settings.preset().environment(context.environment()));
    }
}
