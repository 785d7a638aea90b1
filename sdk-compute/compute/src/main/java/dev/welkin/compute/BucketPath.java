package dev.welkin.compute;

/**
 * A place in a bucket: one object, or all objects under a prefix. Immutable.
 *
 * @param bucket the bucket's name in the configuration, as for {@code Bucket.open(cloud, name)}
 * @param key the object's key, or the prefix
 * @param isPrefix true if {@code key} is a prefix
 */
public record BucketPath(String bucket, String key, boolean isPrefix) {
    /**
     * Names a whole bucket; go on with {@link #object} or {@link #prefix} for less.
     *
     * @param bucket the bucket's name in the configuration
     * @return every object of the bucket
     */
    public static BucketPath in(String bucket) {
        return new BucketPath(bucket, "", true);
    }

    /**
     * Narrows to one object.
     *
     * @param value its key
     * @return a new path
     */
    public BucketPath object(String value) {
        return new BucketPath(bucket, value, false);
    }

    /**
     * Narrows to a prefix.
     *
     * @param value for example {@code series/}
     * @return a new path
     */
    public BucketPath prefix(String value) {
        return new BucketPath(bucket, value, true);
    }
}
