package dev.welkin.storage.internal.file;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Target;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Shown;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import dev.welkin.storage.spi.StorageBackend;
import java.util.Set;

/**
 * {@code file:./folder}. The option {@code durability} says when a write is acknowledged: {@code disk}, the default,
 * when it survives a power cut; {@code os} when it survives the death of the process.
 */
public final class FileBackend implements StorageBackend {
    private static final String DURABILITY = "durability";

    /** Called by the service loader. */
    public FileBackend() {}

    @Override
    public Set<String> schemes() {
        return Set.of("file");
    }

    @Override
    public BucketDriver open(Target target, CloudContext context) {
        return new FileBucket(target.path(), durability(target));
    }

    @Override
    public BucketsDriver openBuckets(Target target, CloudContext context) {
        return new FileBuckets(target.path(), durability(target));
    }

    private static Durability durability(Target target) {
        target.onlyOptions(Set.of(DURABILITY));
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
