package dev.welkin.compute;

import dev.welkin.Feature;

/** What a compute backend may or may not be able to do. */
public enum ComputeFeature implements Feature {
    /** Runs commands, shell scripts and Java main classes as processes of their own. */
    PROCESSES("run a task in the JVM with JobSpec.run, or use a backend with PROCESSES such as local"),
    /** Runs a task of the submitting program inside its own JVM. */
    IN_PROCESS("give the work as JobSpec.javaMain or JobSpec.command, or use a backend with IN_PROCESS such as local"),
    /** Lets no process have more memory than its job asked for. */
    MEM_LIMIT("say Resources.reservedOnly() to reserve memory without enforcing it, or use Linux"),
    /** Counts a job's processes together against its memory limit, ends them, and tells it by the cause OOM. */
    OOM_CAUSE("read the job's stderr, or use Linux with control groups"),
    /** Holds a job to the processor share it asked for. */
    CPU_LIMIT("say Resources.reservedOnly() to reserve cores without enforcing them, or use Linux with control groups"),
    /** Jobs may outlive the JVM that submitted them. */
    DETACHED("keep the submitting JVM running, or use a backend with DETACHED such as local on Linux or macOS"),
    /** A stop also reaches processes that left the job's process tree and session. */
    ESCAPEE_KILL("run on Linux, where every process of a job can be found by its environment"),
    /** The processes of a job end at once when the JVM that submitted it dies; elsewhere the next open ends them. */
    OWNER_WATCH("run on Linux, or open the same folder again: that ends what a dead JVM left running");

    private final String alternative;

    ComputeFeature(String alternative) {
        this.alternative = alternative;
    }

    @Override
    public String alternative() {
        return alternative;
    }
}
