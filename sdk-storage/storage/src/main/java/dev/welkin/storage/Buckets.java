package dev.welkin.storage;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Call;
import dev.welkin.call.CallPipeline;
import dev.welkin.config.Target;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Shown;
import dev.welkin.spi.Stage;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of an account, or of a root folder: {@code Buckets.open("file:./data").create("photos")}. Names are 3 to
 * 63 of {@code a-z}, {@code 0-9} and {@code -}, neither starting nor ending with {@code -}: what every provider takes.
 * Safe for use by several threads.
 */
public final class Buckets implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

    private final OpenBuckets home;
    private final CloudContext context;
    private final @Nullable Cloud owned;

    private Buckets(OpenBuckets home, CloudContext context, @Nullable Cloud owned) {
        this.home = home;
        this.context = context;
        this.owned = owned;
    }

    /**
     * Opens the buckets of a configured target.
     *
     * @param cloud whose configuration says what the name stands for
     * @param name the name under {@code storage:} in the configuration; its target names what holds the buckets
     * @return the buckets; they close with the Cloud
     * @throws CloudException INVALID_ARGUMENT if the configuration does not fit, UNSUPPORTED if the backend cannot
     *     manage buckets
     */
    public static Buckets open(Cloud cloud, String name) {
        return open(cloud, name, null);
    }

    /**
     * Opens the buckets of a URL, in a Cloud of their own.
     *
     * @param url for example {@code file:./data}
     * @return the buckets; closing them closes the Cloud
     * @throws CloudException as {@link #open(Cloud, String)}
     */
    public static Buckets open(String url) {
        Cloud cloud = Cloud.builder()
                .config(Map.of(OpenBucket.SERVICE, Map.of("default", url)))
                .open();
        try {
            return open(cloud, "default", cloud);
        } catch (CloudException e) {
            cloud.close();
            throw e;
        }
    }

    private static Buckets open(Cloud cloud, String name, @Nullable Cloud owned) {
        CloudContext context = cloud.context();
        Target target = OpenBucket.only(context.targets(OpenBucket.SERVICE, name));
        OpenBuckets home = context.shared(
                Stage.STORES,
                "buckets:" + (target.location().isEmpty() ? target.name() + "=" : "") + target,
                () -> new OpenBuckets(
                        target, OpenBucket.backend(target).openBuckets(target, context), context.pipeline(target)));
        return new Buckets(home, context, owned);
    }

    /**
     * Creates a bucket.
     *
     * @param name its name
     * @return the bucket
     * @throws CloudException ALREADY_EXISTS if there is one of that name; INVALID_ARGUMENT for the name
     */
    public Bucket create(String name) {
        checkName(name);
        home.pipeline.call(home.call("createBucket", name, false), attempt -> {
            home.driver.create(name, attempt);
            return true;
        });
        return bucket(name);
    }

    /**
     * Opens a bucket without asking whether it exists.
     *
     * @param name its name
     * @return the bucket; closes with the Cloud
     * @throws CloudException INVALID_ARGUMENT for the name
     */
    public Bucket bucket(String name) {
        checkName(name);
        OpenBucket open = context.shared(Stage.STORES, "bucket:" + home.target + "/" + name, () -> {
            BucketDriver driver = home.driver.open(name);
            return new OpenBucket(name, home.target, driver, context);
        });
        return new Bucket(new BucketCalls(open, open.driver), null);
    }

    /**
     * Lists the buckets.
     *
     * @return their names in order
     */
    public List<String> list() {
        return home.pipeline.call(home.call("listBuckets", "", true), home.driver::list);
    }

    /**
     * Deletes an empty bucket. A missing one is success.
     *
     * @param name its name
     * @throws CloudException PRECONDITION_FAILED (reason {@code bucket_not_empty}) if it holds objects;
     *     INVALID_ARGUMENT for the name
     */
    public void delete(String name) {
        checkName(name);
        home.pipeline.call(home.call("deleteBucket", name, true), attempt -> {
            home.driver.delete(name, attempt);
            return true;
        });
    }

    /** Closes the private Cloud of buckets opened by URL. */
    @Override
    public void close() {
        if (owned != null) {
            owned.close();
        }
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "The bucket name '" + Shown.of(name) + "' must be 3 to 63 of a-z, 0-9 and -, neither starting nor"
                            + " ending with -");
        }
    }

    /** The driver and pipeline, once per Cloud. */
    private static final class OpenBuckets implements AutoCloseable {
        private final Target target;
        private final BucketsDriver driver;
        private final CallPipeline pipeline;
        private volatile boolean closed;

        OpenBuckets(Target target, BucketsDriver driver, CallPipeline pipeline) {
            this.target = target;
            this.driver = driver;
            this.pipeline = pipeline;
        }

        Call call(String operation, String name, boolean repeatable) {
            if (closed) {
                throw CloudException.of(
                        ErrorCode.CLOSED, "The buckets of " + target.name() + " are closed with their Cloud");
            }
            return repeatable
                    ? Call.repeatable(OpenBucket.SERVICE, target.scheme(), operation, name)
                    : Call.once(OpenBucket.SERVICE, target.scheme(), operation, name);
        }

        @Override
        public void close() {
            closed = true;
            driver.close();
        }
    }
}
