package dev.welkin.compute.internal.local;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.welkin.compute.Resources;
import dev.welkin.spi.PrivateFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The queue of a folder, shared by all JVMs that use it: a small file under a lock. First come, first served: while the
 * first waiting task does not fit, none behind it starts, so that a large one is never starved.
 */
final class Slots implements AutoCloseable {
    private static final String FILE = "queue";
    private static final String FRESH = "queue.new";

    private final PrivateFolder folder;
    private final FolderLock lock;
    private final Resources capacity;
    private final Predicate<Ticket> abandoned;

    Slots(PrivateFolder folder, Resources capacity, Predicate<Ticket> abandoned) throws IOException {
        this.folder = folder;
        this.lock = new FolderLock(folder, "queue.lock");
        this.capacity = capacity;
        this.abandoned = abandoned;
    }

    /** Joins the end of the queue. */
    void enter(Ticket ticket) throws IOException {
        change(tickets -> {
            tickets.add(ticket);
            return tickets;
        });
    }

    /** Leaves the queue or gives the place back; leaving twice does nothing. */
    void leave(String task) throws IOException {
        change(tickets -> {
            tickets.removeIf(t -> t.task().equals(task));
            return tickets;
        });
    }

    /** Changes one ticket, if it is still there. */
    void update(String task, UnaryOperator<Ticket> with) throws IOException {
        change(tickets -> {
            tickets.replaceAll(t -> t.task().equals(task) ? with.apply(t) : t);
            return tickets;
        });
    }

    /** Starts what has its turn among one owner's tasks and returns it. */
    List<String> startDue(String owner) throws IOException {
        List<String> started = new ArrayList<>();
        change(tickets -> {
            tickets.removeIf(abandoned);
            Optional<Ticket> first = nextDue(tickets, owner);
            while (first.isPresent()) {
                Ticket due = first.get();
                tickets.set(tickets.indexOf(due), due.start());
                started.add(due.task());
                first = nextDue(tickets, owner);
            }
            return tickets;
        });
        return started;
    }

    private Optional<Ticket> nextDue(List<Ticket> tickets, String owner) {
        return tickets.stream()
                .filter(t -> !t.running())
                .findFirst()
                .filter(t -> t.owner().equals(owner) && fits(t, tickets));
    }

    private boolean fits(Ticket next, List<Ticket> tickets) {
        long milliCpus = next.milliCpus();
        long memoryBytes = next.memoryBytes();
        for (Ticket running : tickets) {
            if (running.running()) {
                milliCpus += running.milliCpus();
                memoryBytes += running.memoryBytes();
            }
        }
        return milliCpus <= milli(capacity.cpus()) && memoryBytes <= capacity.memoryBytes();
    }

    static long milli(double cpus) {
        return Math.max(1, Math.round(cpus * 1000));
    }

    private void change(UnaryOperator<List<Ticket>> change) throws IOException {
        lock.holding(() -> {
            List<Ticket> before = read();
            List<Ticket> after = change.apply(new ArrayList<>(before));
            if (!after.equals(before)) {
                write(after);
            }
            return after;
        });
    }

    private List<Ticket> read() throws IOException {
        Path file = folder.resolve(FILE);
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .map(Ticket::parse)
                        .flatMap(Optional::stream)
                        .toList()
                : List.of();
    }

    /** Not synced to disk: after a crash of the machine no owner is alive and every ticket is void. */
    private void write(List<Ticket> tickets) throws IOException {
        String lines = tickets.stream().map(t -> t.line() + "\n").collect(Collectors.joining());
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
        try (FileChannel fresh = folder.file(FRESH, CREATE, TRUNCATE_EXISTING, WRITE)) {
            while (bytes.hasRemaining()) {
                fresh.write(bytes);
            }
        }
        Files.move(folder.resolve(FRESH), folder.resolve(FILE), REPLACE_EXISTING, ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
