package dev.welkin.compute.internal;

import dev.welkin.CloudException;
import dev.welkin.compute.JobState;
import dev.welkin.compute.spi.ComputeDriver;
import dev.welkin.compute.spi.Place;
import dev.welkin.compute.spi.Task;
import dev.welkin.compute.spi.TaskId;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to the end of jobs whose JVM is gone: a detached one that runs is adopted; what another one left running is
 * ended, and it is LOST unless its program had ended by itself before. Only one JVM does it: the one that makes itself
 * the owner in the record.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final JobEngine engine;

    private boolean closed;

    Recovery(JobEngine engine) {
        this.engine = engine;
    }

    /** Takes over no job from here on. */
    synchronized void close() {
        closed = true;
    }

    /** Returns the record as it stands then. One at a time: two threads must not take over one job. */
    synchronized JobRecord settle(JobRecord record) {
        ComputeDriver driver = engine.driverOf(record);
        ActiveJob mine = engine.active(record.id());
        if (mine != null) {
            return mine.record();
        }
        boolean running = !record.state().isTerminal() && record.state() != JobState.UNKNOWN;
        return closed || driver == null || !running || driver.alive(record.owner()) ? record : takeOver(record, driver);
    }

    private JobRecord takeOver(JobRecord record, ComputeDriver driver) {
        String gone = record.owner();
        JobRecord now = engine.store()
                .update(
                        record.id(),
                        r -> r.owner().equals(gone) && !r.state().isTerminal() ? r.ownedBy(driver.owner()) : r);
        boolean won = now.owner().equals(driver.owner()) && !now.state().isTerminal();
        return won ? finish(now, driver) : now;
    }

    private JobRecord finish(JobRecord record, ComputeDriver driver) {
        if (record.attempts().isEmpty()) {
            return lost(record, driver, "Its JVM ended before it was started.");
        }
        TaskId task = new TaskId(record.id(), record.attempts().size());
        Optional<Place> place = driver.reattach(task, record.handle());
        Optional<Task> program = place.flatMap(Place::task);
        if (place.isEmpty() || program.isEmpty()) {
            place.ifPresent(Place::close);
            return lost(record, driver, "Its JVM ended before its program did, and nothing is left of it.");
        }
        ActiveJob job = engine.track(new ActiveJob(engine.site(driver), record, null));
        boolean adopted = record.spec().detached() && !record.handle().isEmpty();
        if (!adopted) {
            program.get().stop(Duration.ZERO);
        }
        follow(job, task, place.get(), program.get(), driver);
        if (!adopted) {
            job.done().exceptionally(failure -> null).join();
        }
        return job.record();
    }

    private void follow(ActiveJob job, TaskId task, Place place, Task program, ComputeDriver driver) {
        engine.site(driver).executor().execute(() -> {
            try {
                job.follow(task, place, program);
            } catch (IOException | RuntimeException e) {
                LOG.warn("Job {}, left by a JVM that is gone, cannot be seen to its end", task, e);
                job.fail(e);
            }
        });
    }

    private JobRecord lost(JobRecord record, ComputeDriver driver, String why) {
        try {
            return engine.store()
                    .update(
                            record.id(),
                            r -> r.owner().equals(driver.owner())
                                    ? r.end(
                                            JobState.LOST,
                                            why,
                                            engine.site(driver).clock().now())
                                    : r);
        } catch (CloudException e) {
            LOG.warn("Job {} is lost, but its record cannot be written", record.id(), e);
            return record;
        }
    }
}
