package dev.welkin.compute.internal.local;

import com.sun.management.OperatingSystemMXBean;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.compute.Resources;
import dev.welkin.compute.spi.ComputeBackend;
import dev.welkin.compute.spi.ComputeDriver;
import dev.welkin.config.Target;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.PrivateFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Set;

/** {@code local:folder?cores=4&memoryBytes=8589934592&cgroups=true}: jobs on this machine. */
public final class LocalBackend implements ComputeBackend {
    private static final Set<String> OPTIONS = Set.of("cores", "memoryBytes", "cgroups", "records");

    /** For the service loader. */
    public LocalBackend() {}

    @Override
    public Set<String> schemes() {
        return Set.of("local");
    }

    @Override
    public ComputeDriver open(Target target, CloudContext context) {
        target.onlyOptions(OPTIONS);
        long cores = target.number("cores", Runtime.getRuntime().availableProcessors());
        long memory = target.number("memoryBytes", machineMemory());
        Platform platform = Platform.probe(target.flag("cgroups", true));
        try {
            return new LocalDriver(
                    PrivateFolder.open(target.path()),
                    platform,
                    new Resources(cores, memory, false),
                    context.executor());
        } catch (IOException e) {
            throw CloudException.of(
                    ErrorCode.PERMISSION_DENIED,
                    target.origin() + ": the compute folder " + target.path()
                            + " cannot be used; make it writable or name another: " + e.getMessage(),
                    e);
        }
    }

    private static long machineMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
