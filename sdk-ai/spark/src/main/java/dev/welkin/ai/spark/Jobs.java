package dev.welkin.ai.spark;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.batch.BatchFailure;
import dev.welkin.ai.batch.spi.BatchOutcome;
import dev.welkin.ai.batch.spi.BatchWork;
import dev.welkin.spi.Shown;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * The Spark jobs of one run. Spark's own threads only put events into a queue; all else is done by the calling thread.
 */
final class Jobs implements AutoCloseable {
    private final SparkContext context;
    private final JavaSparkContext java;
    private final Broadcast<ExecutorSlot> slot;
    private final ItemsTask task;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<Long, SimpleFutureAction<BoxedUnit>> running = new HashMap<>();
    private final ExecutionContext direct = ExecutionContext.fromExecutor(Runnable::run);
    private long lastJob;

    Jobs(SparkContext context, BatchWork work, CloudSource clouds) {
        this.context = context;
        requireRunning();
        this.java = JavaSparkContext.fromSparkContext(context);
        this.slot = sent(() -> java.broadcast(new ExecutorSlot()));
        this.task = new ItemsTask(work, clouds, slot);
        requireSendable();
    }

    /** Something that Spark told of a job. */
    sealed interface Event {
        long job();
    }

    /** A part is done; told once for each. */
    record PartDone(long job, int part, List<BatchOutcome> outcomes) implements Event {}

    /** The job is over; told after all of its parts. */
    record JobEnded(long job, @Nullable Throwable failure) implements Event {}

    /** How many tasks run at once, as far as Spark knows now. */
    int parallelism() {
        requireRunning();
        return Math.max(1, context.defaultParallelism());
    }

    /** Starts a job of one task for each part, and returns its number. */
    long submit(List<byte[]> parts) {
        long job = ++lastJob;
        SimpleFutureAction<BoxedUnit> action = sent(() -> start(job, parts));
        running.put(job, action);
        action.onComplete(result -> events.add(new JobEnded(job, failure(result))), direct);
        return job;
    }

    private SimpleFutureAction<BoxedUnit> start(long job, List<byte[]> parts) {
        RDD<byte[]> rdd = java.parallelize(parts, parts.size()).rdd();
        List<Object> all =
                IntStream.range(0, parts.size()).<Object>mapToObj(i -> i).toList();
        return context.submitJob(
                rdd,
                task,
                CollectionConverters.asScala(all).toSeq(),
                (part, bytes) -> {
                    events.add(new PartDone(job, (Integer) part, Wire.outcomes(bytes)));
                    return BoxedUnit.UNIT;
                },
                () -> BoxedUnit.UNIT);
    }

    /** Waits for the next event. */
    Event take() throws InterruptedException {
        Event event = events.take();
        if (event instanceof JobEnded) {
            running.remove(event.job());
        }
        return event;
    }

    /** Throws CLOSED if the program has stopped its Spark context. */
    void requireRunning() {
        if (context.isStopped()) {
            throw CloudException.of(
                    ErrorCode.CLOSED,
                    "The Spark context is stopped. Results that were written stay; run the batch again on another one");
        }
    }

    /** Spark would find out too, but only task by task, and on JDK 24 and later without saying what. */
    private void requireSendable() {
        sent(() -> {
            try (ObjectOutputStream nowhere = new ObjectOutputStream(OutputStream.nullOutputStream())) {
                nowhere.writeObject(task);
            }
            return task;
        });
    }

    /** Spark throws checked exceptions that it doesn't declare. */
    private <T> T sent(Callable<T> call) {
        try {
            return call.call();
        } catch (NotSerializableException e) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "The batch can't be sent to executors, since its step's source, or the source of a bucket or Cloud,"
                            + " captured what is not serializable: " + Shown.of(e.getMessage())
                            + ". Capture names only, and open the rest on the executor",
                    e);
        } catch (InterruptedException e) {
            throw CloudException.interrupted("send a batch to Spark", e);
        } catch (Exception e) {
            requireRunning();
            throw CloudException.of(
                    ErrorCode.UNAVAILABLE, "Spark took no work: " + Shown.of(e, BatchFailure.MAX_MESSAGE_CHARS), e);
        }
    }

    private static @Nullable Throwable failure(Try<BoxedUnit> result) {
        return result.isFailure() ? result.failed().get() : null;
    }

    /** Cancels what still runs: its tasks end after the input they work on. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // Spark would give up halfway
        running.values().forEach(SimpleFutureAction::cancel);
        if (!context.isStopped()) {
            slot.destroy();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
