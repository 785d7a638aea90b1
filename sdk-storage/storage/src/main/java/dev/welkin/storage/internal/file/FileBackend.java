package dev.welkin.storage.internal.file;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Target;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Shown;
import dev.welkin.storage.internal.loopback.Loopback;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import dev.welkin.storage.spi.StorageBackend;
import java.util.Set;

/**
 * {@code file:./folder}. The option {@code durability} says when a write is acknowledged: {@code disk}, the default,
 * when it survives a power cut; {@code os} when it survives the death of the process. With {@code versions=true} old
 * versions are kept, as hard links beside the objects; what others write meanwhile without that option replaces for
 * good. With {@code presign=loopback} a server on 127.0.0.1 answers presigned requests while the Cloud is open.
 */
public final class FileBackend implements StorageBackend {
    private static final String DURABILITY = "durability";
    private static final String VERSIONS = "versions";

    /** Called by the service loader. */
    public FileBackend() {}

    @Override
    public Set<String> schemes() {
        return Set.of("file");
    }

    @Override
    public BucketDriver open(Target target, CloudContext context) {
        return Loopback.around(new FileBucket(target.path(), durability(target), versions(target)), target, context);
    }

    @Override
    public BucketsDriver openBuckets(Target target, CloudContext context) {
        return Loopback.around(new FileBuckets(target.path(), durability(target), versions(target)), target, context);
    }

    private static boolean versions(Target target) {
        return target.typed().flag(VERSIONS, false);
    }

    private static Durability durability(Target target) {
        target.onlyOptions(Set.of(DURABILITY, VERSIONS, Loopback.OPTION));
        String text = target.text(DURABILITY).orElse("disk");
        return switch (text) {
            case "disk" -> Durability.DISK;
            case "os" -> Durability.OS;
            default ->
                throw CloudException.of(
                        ErrorCode.INVALID_ARGUMENT,
                        target.origin() + ": storage." + target.name() + ": option 'durability' is '" + Shown.of(text)
                                + "'; known are disk and os");
        };
    }
}
