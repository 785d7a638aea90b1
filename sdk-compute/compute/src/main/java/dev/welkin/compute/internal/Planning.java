package dev.welkin.compute.internal;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.compute.ComputeFeature;
import dev.welkin.compute.JobSpec;
import dev.welkin.compute.Plan;
import dev.welkin.compute.Program;
import dev.welkin.compute.Resources;
import dev.welkin.compute.spi.ComputeDriver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chooses the first backend that can do all a spec asks for. */
final class Planning {
    private Planning() {}

    static Program programOf(JobSpec spec) {
        return spec.program()
                .orElseThrow(() -> CloudException.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "The job '" + spec.name()
                                + "' has nothing to run; give it a command, shell, javaMain or run."));
    }

    /** The chosen backend's place in the list, and the plan. */
    static Chosen choose(JobSpec spec, List<ComputeDriver> drivers) {
        Program program = programOf(spec);
        Map<String, String> rejected = new LinkedHashMap<>();
        CloudException first = null;
        for (ComputeDriver driver : drivers) {
            Capabilities capabilities = driver.capabilities();
            try {
                check(spec, program, driver, capabilities);
                Plan plan = new Plan(
                        capabilities.backend(),
                        rejected,
                        spec.resources(),
                        spec.resources().enforced());
                return new Chosen(driver, plan);
            } catch (CloudException e) {
                rejected.put(capabilities.backend(), String.valueOf(e.getMessage()));
                first = first == null ? e : first;
            }
        }
        throw refusal(spec, rejected, first);
    }

    private static CloudException refusal(
            JobSpec spec, Map<String, String> rejected, @org.jspecify.annotations.Nullable CloudException first) {
        String reasons = String.join(" ", rejected.values());
        return CloudException.builder(
                        first == null ? ErrorCode.UNSUPPORTED : first.code(),
                        "The job '" + spec.name() + "' cannot run here, and nothing was started. " + reasons)
                .reason(first == null ? "" : first.reason())
                .provider(String.join(", ", rejected.keySet()))
                .operation("compute.plan")
                .build();
    }

    private static void check(JobSpec spec, Program program, ComputeDriver driver, Capabilities capabilities) {
        boolean inProcess = program instanceof Program.InProcess;
        capabilities.require(inProcess ? ComputeFeature.IN_PROCESS : ComputeFeature.PROCESSES);
        if (inProcess && (spec.resources().enforced() || spec.isDetached())) {
            throw CloudException.builder(
                            ErrorCode.UNSUPPORTED,
                            "A task in this JVM can neither be limited nor outlive it: say Resources.reservedOnly() and"
                                    + " leave out detached(), or run it as javaMain.")
                    .reason("in_process")
                    .build();
        }
        if (spec.isDetached()) {
            capabilities.require(ComputeFeature.DETACHED);
        }
        checkLimits(spec.resources(), capabilities);
        checkCapacity(spec.resources(), driver.capacity(), capabilities.backend());
    }

    private static void checkLimits(Resources need, Capabilities capabilities) {
        if (need.enforced() && need.memoryBytes() > 0) {
            capabilities.require(ComputeFeature.MEM_LIMIT);
        }
        if (need.enforced() && need.cpus() != Resources.DEFAULT.cpus()) {
            capabilities.require(ComputeFeature.CPU_LIMIT);
        }
    }

    private static void checkCapacity(Resources need, Resources capacity, String backend) {
        if (need.cpus() > capacity.cpus() || need.memoryBytes() > capacity.memoryBytes()) {
            throw CloudException.builder(
                            ErrorCode.QUOTA_EXCEEDED,
                            "The backend '" + backend + "' has " + capacity.cpus() + " cpus and "
                                    + capacity.memoryBytes() + " bytes of memory in all, and the job needs "
                                    + need.cpus() + " and " + need.memoryBytes() + "; it would wait for ever.")
                    .reason("no_capacity")
                    .build();
        }
    }

    /** A backend and why it was taken. */
    record Chosen(ComputeDriver driver, Plan plan) {}
}
