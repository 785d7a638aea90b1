package dev.welkin.compute.internal.local;

import java.util.Optional;

/**
 * A task in the queue of a folder.
 *
 * @param task the task's id as text
 * @param owner whose task it is
 * @param milliCpus thousandths of cores it takes
 * @param memoryBytes memory it takes
 * @param running true once it has its place
 * @param handle for a detached task that runs, its process; else empty
 */
record Ticket(String task, String owner, long milliCpus, long memoryBytes, boolean running, String handle) {
    private static final String SEPARATOR = "\t";

    String line() {
        return String.join(
                SEPARATOR,
                task,
                owner,
                String.valueOf(milliCpus),
                String.valueOf(memoryBytes),
                String.valueOf(running),
                handle);
    }

    /** Reads a line; one that is cut or from another version counts for nothing. */
    static Optional<Ticket> parse(String line) {
        String[] f = line.split(SEPARATOR, -1);
        if (f.length < 6 || !f[2].matches("\\d{1,15}") || !f[3].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(
                new Ticket(f[0], f[1], Long.parseLong(f[2]), Long.parseLong(f[3]), Boolean.parseBoolean(f[4]), f[5]));
    }

    Ticket start() {
        return new Ticket(task, owner, milliCpus, memoryBytes, true, handle);
    }

    Ticket detach(String process) {
        return new Ticket(task, owner, milliCpus, memoryBytes, running, process);
    }

    Ticket ownedBy(String another) {
        return new Ticket(task, another, milliCpus, memoryBytes, running, handle);
    }
}
