package dev.welkin.ai.batch;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectKey;
import java.io.Serializable;

/**
 * All objects of a bucket whose keys begin with a prefix, said so that another machine understands it. Immutable.
 *
 * @param bucket opens the bucket
 * @param prefix the beginning of the keys; "" for the whole bucket
 */
public record BucketFolder(BucketSource bucket, String prefix) implements Serializable {
    /** Checks the prefix. */
    public BucketFolder {
        ObjectKey.checkPrefix(prefix);
    }

    /**
     * Reads a bucket's name and a prefix, parted by the first slash.
     *
     * @param text for example {@code photos/in/}, the objects of the bucket that the configuration names {@code photos}
     *     whose keys begin with {@code in/}; or {@code photos} for the whole bucket
     * @return the folder
     * @throws CloudException INVALID_ARGUMENT if there is no name, or no key can begin with the prefix
     */
    public static BucketFolder parse(String text) {
        int slash = text.indexOf('/');
        String name = slash < 0 ? text : text.substring(0, slash);
        if (name.isEmpty()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A bucket folder begins with the bucket's name in the configuration, as in photos/in/");
        }
        return new BucketFolder(new Named(name), slash < 0 ? "" : text.substring(slash + 1));
    }

    private record Named(String name) implements BucketSource {
        @Override
        public Bucket open(Cloud cloud) {
            return Bucket.open(cloud, name);
        }
    }
}
