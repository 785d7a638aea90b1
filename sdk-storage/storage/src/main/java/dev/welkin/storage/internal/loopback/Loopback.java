package dev.welkin.storage.internal.loopback;

import dev.welkin.config.Target;
import dev.welkin.spi.CloudContext;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;

/** The option {@code presign=loopback} of backends that have no server of their own. */
public final class Loopback {
    /** The option's name. */
    public static final String OPTION = "presign";

    private Loopback() {}

    /** Lets a bucket presign, if its target asks for it. */
    public static BucketDriver around(BucketDriver driver, Target target, CloudContext context) {
        return isOn(target) ? new LoopbackDriver(driver, context) : driver;
    }

    /** Lets the buckets of an account presign, if its target asks for it. */
    public static BucketsDriver around(BucketsDriver driver, Target target, CloudContext context) {
        return isOn(target) ? new LoopbackBuckets(driver, context) : driver;
    }

    private static boolean isOn(Target target) {
        String text = target.text(OPTION).orElse("no");
        return switch (text) {
            case "no" -> false;
            case "loopback" -> true;
            default -> throw target.typed().invalid(OPTION, "is neither loopback nor no");
        };
    }
}
