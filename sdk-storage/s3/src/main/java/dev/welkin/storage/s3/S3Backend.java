package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.aws.AwsCredentials;
import dev.welkin.aws.SigningClock;
import dev.welkin.config.Target;
import dev.welkin.credentials.CredentialCache;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.spi.CloudContext;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import dev.welkin.storage.spi.StorageBackend;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The backend {@code s3://BUCKET}, and {@code oss:}, {@code cos:}, {@code bos:}, {@code obs:} of the clouds that speak
 * S3.
 */
public final class S3Backend implements StorageBackend {
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");
    private static final List<String> KEYS = List.of(AwsCredentials.ACCESS_KEY_ID, AwsCredentials.SECRET_KEY);

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
        known.addAll(KEYS);
        known.addAll(List.of(AwsCredentials.SESSION_TOKEN, "account", "anonymous"));
        target.onlyOptions(known);
        S3Settings settings = S3Settings.of(target, context);
        CredentialSource source = CredentialSource.explicit(target.typed(), KEYS, AwsCredentials.SESSION_TOKEN);
        CredentialCache credentials = new CredentialCache("storage." + target.name(), source, context);
        return new S3Client(settings, context.http(target), credentials, new SigningClock(context.clock()), "");
    }
}
