package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.CallPipeline;
import dev.welkin.config.Target;
import dev.welkin.spi.Backends;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Stage;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.StorageBackend;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The driver and pipeline of one target, shared by all buckets of a Cloud that name it. */
final class OpenBucket implements AutoCloseable {
    static final String SERVICE = "storage";

    /** Which artifact brings a backend that is not on the class path. */
    private static final Map<String, String> ARTIFACTS = Map.of(
            "s3", "dev.welkin:welkin-storage-s3",
            "azure", "dev.welkin:welkin-storage-azure",
            "gs", "dev.welkin:welkin-storage-gcs",
            "swift", "dev.welkin:welkin-storage-jclouds",
            "b2", "dev.welkin:welkin-storage-jclouds");

    final String name;
    final String scheme;
    final BucketDriver driver;
    final CloudContext context;
    final CallPipeline pipeline;
    private final @Nullable Mirror mirror;
    private final AtomicBoolean closed = new AtomicBoolean();

    OpenBucket(String name, Target target, BucketDriver driver, CloudContext context) {
        this.name = name;
        this.scheme = target.scheme();
        this.driver = driver;
        this.context = context;
        this.pipeline = context.pipeline(target);
        this.mirror = null;
    }

    /** The same bucket, for drivers that have pipelines of their own. */
    OpenBucket askedOnce() {
        return new OpenBucket(this, new AskOnce(context.executor()), mirror);
    }

    /** The same bucket, kept in step with others. */
    OpenBucket mirrored(Mirror with) {
        return new OpenBucket(this, new AskOnce(context.executor()), with);
    }

    RepairReport repair() {
        requireOpen();
        return mirror == null ? RepairReport.NOTHING : mirror.repair();
    }

    private OpenBucket(OpenBucket other, CallPipeline pipeline, @Nullable Mirror mirror) {
        this.name = other.name;
        this.scheme = other.scheme;
        this.driver = other.driver;
        this.context = other.context;
        this.pipeline = pipeline;
        this.mirror = mirror;
    }

    /** Opens what a target says, once per Cloud. */
    static OpenBucket of(Target target, CloudContext context) {
        StorageBackend backend = backend(target);
        String key = SERVICE + ":" + (target.location().isEmpty() ? target.name() + "=" : "") + target;
        return context.shared(
                Stage.STORES, key, () -> new OpenBucket(target.name(), target, backend.open(target, context), context));
    }

    static StorageBackend backend(Target target) {
        return Backends.find(StorageBackend.class, target, ARTIFACTS);
    }

    /** Objects are never spread over several places unseen. */
    static Target only(List<Target> targets) {
        Target first = targets.get(0);
        if (targets.size() > 1) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    first.origin() + ": storage." + first.name() + " lists " + targets.size()
                            + " targets; a bucket has exactly one: give each its own name");
        }
        return first;
    }

    void requireOpen() {
        if (closed.get()) {
            throw CloudException.of(
                    ErrorCode.CLOSED, "The bucket '" + name + "' is closed; use it before its Cloud closes");
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            driver.close();
        }
    }

    @Override
    public String toString() {
        return name + " (" + scheme + ")";
    }
}
