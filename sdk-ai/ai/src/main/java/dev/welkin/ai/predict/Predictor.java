package dev.welkin.ai.predict;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Shown;
import dev.welkin.spi.Stage;
import dev.welkin.time.CloudClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Serves one model to many callers. Single inputs are gathered into batches ({@link Batching}); a model that does not
 * profit from batches is called directly on the caller's thread. One bad input fails alone: a batch that fails is run
 * again input by input. Safe for use by several threads. Inputs and outputs are never null.
 *
 * @param <I> what goes in
 * @param <O> what comes out
 */
public final class Predictor<I, O> implements AutoCloseable {
    /** How long an input may take unless the builder says otherwise: 30 seconds. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** How long {@link #close()} waits for what is in flight: 30 seconds. */
    public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final Batching batching;
    private final Duration timeout;
    private final List<I> warmUp;
    private final CloudClock clock;
    private final BatchQueue<I, O> batches;
    private final BatchQueue<I, O> singles;
    private final Counters counters = new Counters();
    private final InFlight inFlight = new InFlight();
    private volatile ServedModel<I, O> model;

    private Predictor(Builder<I, O> builder) {
        this.batching = builder.batching;
        this.timeout = builder.timeout;
        this.warmUp = List.copyOf(builder.warmUp);
        this.clock = builder.context.clock();
        Executor executor = builder.context.executor();
        this.batches = new BatchQueue<>(batching, clock, executor, this::runBatch);
        this.singles = new BatchQueue<>(batching.ofSingles(), clock, executor, this::runBatch);
        this.model = warmed(builder.model);
    }

    /**
     * Starts a predictor.
     *
     * @param cloud gives clock and executor; closing it closes the predictor
     * @param model the loaded model; the predictor closes it
     * @param <I> what goes in
     * @param <O> what comes out
     * @return a builder
     */
    public static <I, O> Builder<I, O> builder(Cloud cloud, BatchFunction<I, O> model) {
        return new Builder<>(cloud.context(), model);
    }

    /**
     * Asks for one output and waits for it.
     *
     * @param input the input
     * @return the output
     * @throws CloudException OVERLOADED (reason {@code queue_full}) at once if too many inputs wait; TIMEOUT if the
     *     answer did not come in time; CANCELLED if the thread was interrupted; CLOSED; what the model threw
     */
    public O predict(I input) {
        if (model.profitsFromBatches()) {
            return await(submit(input));
        }
        enter(1);
        try {
            return runDirectly(input);
        } finally {
            inFlight.leave(1);
        }
    }

    /**
     * Asks for one output.
     *
     * @param input the input
     * @return completes with the output, or with a CloudException as {@link #predict} throws; cancelling it takes the
     *     input out of the queue unless it runs already
     * @throws CloudException OVERLOADED (reason {@code queue_full}) if too many inputs wait; CLOSED
     */
    public CompletableFuture<O> predictAsync(I input) {
        return submit(input);
    }

    /**
     * Asks for many outputs and waits for all. They run in batches on the calling thread, past the queue.
     *
     * @param inputs any number of inputs
     * @return one output per input, in the same order
     * @throws CloudException what the model threw for the first bad input; TIMEOUT if a batch begins later than the
     *     time-out; CLOSED
     */
    public List<O> predictAll(List<I> inputs) {
        enter(inputs.size());
        try {
            return runAll(inputs);
        } catch (RuntimeException e) {
            counters.failed();
            throw e;
        } finally {
            inFlight.leave(inputs.size());
        }
    }

    /**
     * Puts another model in service. It is warmed up first; then new inputs go to it, calls inside the former model end
     * there, and it closes with the last of them. No call fails.
     *
     * @param next the loaded model; the predictor closes it
     * @throws CloudException PRECONDITION_FAILED (reason {@code labels_changed}) if the new model tells other
     *     {@linkplain BatchFunction#labels classes}, which callers would not know: {@link #swapWithOtherLabels} takes
     *     it all the same; what the new model threw at the warm-up; CLOSED. The former one stays in service then, and
     *     the new one is closed
     */
    public synchronized void swap(BatchFunction<I, O> next) {
        List<String> before = model.labels();
        List<String> after = next.labels();
        if (!before.isEmpty() && !after.isEmpty() && !before.equals(after) && !inFlight.isClosed()) {
            next.close();
            throw labelsChanged(before, after);
        }
        swapWithOtherLabels(next);
    }

    /**
     * Puts another model in service as {@link #swap} does, whatever classes it tells.
     *
     * @param next the loaded model; the predictor closes it
     * @throws CloudException what the new model threw at the warm-up; CLOSED. The former one stays in service then, and
     *     the new one is closed
     */
    public synchronized void swapWithOtherLabels(BatchFunction<I, O> next) {
        if (inFlight.isClosed()) {
            next.close();
            throw closed();
        }
        ServedModel<I, O> former = model;
        model = warmed(next);
        former.leave();
    }

    /**
     * Returns what has been done so far.
     *
     * @return a snapshot
     */
    public PredictorStats stats() {
        return counters.snapshot(batches.size() + singles.size(), inFlight.count(), model.nativeBytes());
    }

    /** Closes as {@link #close(Duration)} does, within {@link #CLOSE_TIMEOUT}. */
    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    /**
     * Refuses new inputs, waits for what is in flight, then closes the model. Later calls do nothing.
     *
     * @param within how long to wait, in real time; the model closes with its last call if that comes later
     */
    public void close(Duration within) {
        if (inFlight.close()) {
            inFlight.awaitNone(within);
            retire();
        }
    }

    private synchronized void retire() {
        model.leave();
    }

    private ServedModel<I, O> warmed(BatchFunction<I, O> function) {
        ServedModel<I, O> served = new ServedModel<>(function);
        try {
            if (!warmUp.isEmpty()) {
                served.run(warmUp);
            }
            return served;
        } catch (RuntimeException e) {
            served.leave();
            throw e;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the copy tells nothing that the answer doesn't
    private CompletableFuture<O> submit(I input) {
        enter(1);
        Pending<I, O> item = new Pending<>(input, clock.nanoTime());
        item.answer().whenComplete((output, error) -> settle(item, error));
        try {
            (model.profitsFromBatches() ? batches : singles).add(item);
        } catch (CloudException e) {
            counters.rejected();
            item.answer().cancel(false);
            throw e;
        }
        item.expireWith(clock.schedule(timeout, () -> item.answer().completeExceptionally(late())));
        return item.answer();
    }

    private void settle(Pending<I, O> item, @Nullable Throwable error) {
        if (error == null) {
            counters.answered(clock.nanoTime() - item.askedAtNanos());
        } else if (!(error instanceof CancellationException)) {
            counters.failed();
        }
        inFlight.leave(1);
    }

    private O await(CompletableFuture<O> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CloudException known
                    ? known
                    : CloudException.of(ErrorCode.INTERNAL, "The prediction failed: " + e.getCause(), e);
        } catch (CancellationException e) {
            throw CloudException.of(ErrorCode.CANCELLED, "The prediction was cancelled", e);
        } catch (InterruptedException e) {
            answer.cancel(false);
            throw CloudException.interrupted("predict", e);
        }
    }

    private O runDirectly(I input) {
        long start = clock.nanoTime();
        try {
            O output = run(List.of(input)).get(0);
            counters.answered(clock.nanoTime() - start);
            return output;
        } catch (RuntimeException e) {
            counters.failed();
            throw e;
        }
    }

    private List<O> runAll(List<I> inputs) {
        long start = clock.nanoTime();
        List<O> outputs = new ArrayList<>(inputs.size());
        while (outputs.size() < inputs.size()) {
            if (clock.nanoTime() - start > timeout.toNanos()) {
                throw late();
            }
            int from = outputs.size();
            List<I> batch = inputs.subList(from, Math.min(from + batching.maxItems(), inputs.size()));
            outputs.addAll(run(batch));
            counters.answeredAll(batch.size(), clock.nanoTime() - start);
        }
        return outputs;
    }

    /** Runs one batch of the queue and answers each input. */
    private void runBatch(List<Pending<I, O>> items) {
        try {
            List<O> outputs = run(items.stream().map(Pending::input).toList());
            for (int i = 0; i < items.size(); i++) {
                items.get(i).answer().complete(outputs.get(i));
            }
        } catch (Throwable e) {
            answerFailure(items, e);
        }
    }

    /** Whose input it was that the model can't take shows when each runs alone. */
    private void answerFailure(List<Pending<I, O>> items, Throwable error) {
        if (items.size() == 1) {
            items.get(0).answer().completeExceptionally(error);
        } else {
            items.forEach(item -> runBatch(List.of(item)));
        }
    }

    private List<O> run(List<I> inputs) {
        ServedModel<I, O> served = enterModel();
        try {
            counters.batch(inputs.size());
            return served.run(inputs);
        } finally {
            served.leave();
        }
    }

    private ServedModel<I, O> enterModel() {
        ServedModel<I, O> current = model;
        while (!current.enter()) {
            ServedModel<I, O> next = model;
            if (next == current) {
                throw closed();
            }
            current = next;
        }
        return current;
    }

    private void enter(int items) {
        if (!inFlight.enter(items)) {
            throw closed();
        }
    }

    private static CloudException labelsChanged(List<String> before, List<String> after) {
        return CloudException.builder(
                        ErrorCode.PRECONDITION_FAILED,
                        "The model in service tells " + Shown.of(before) + ", and the new one " + Shown.of(after)
                                + ": callers would get classes they do not know. The former one stays in service. If"
                                + " callers are ready for it, use swapWithOtherLabels.")
                .reason("labels_changed")
                .build();
    }

    private CloudException late() {
        return CloudException.of(
                ErrorCode.TIMEOUT,
                "The model gave no answer within " + timeout + "; give it more time with Predictor.Builder.timeout");
    }

    private static CloudException closed() {
        return CloudException.of(ErrorCode.CLOSED, "The predictor is closed; open another one");
    }

    /**
     * Options of a predictor. Not safe for use by several threads.
     *
     * @param <I> what goes in
     * @param <O> what comes out
     */
    public static final class Builder<I, O> {
        private final CloudContext context;
        private final BatchFunction<I, O> model;
        private Batching batching = Batching.DEFAULT;
        private Duration timeout = DEFAULT_TIMEOUT;
        private List<I> warmUp = List.of();

        private Builder(CloudContext context, BatchFunction<I, O> model) {
            this.context = context;
            this.model = model;
        }

        /**
         * Sets how inputs are gathered.
         *
         * @param value the numbers; default {@link Batching#DEFAULT}
         * @return this builder
         */
        public Builder<I, O> batching(Batching value) {
            this.batching = value;
            return this;
        }

        /**
         * Sets how long an input may take from asking to the answer. It does not cut a model short that runs on the
         * caller's own thread.
         *
         * @param value the limit; default {@link #DEFAULT_TIMEOUT}
         * @return this builder
         */
        public Builder<I, O> timeout(Duration value) {
            this.timeout = value;
            return this;
        }

        /**
         * Sets inputs that a model runs before it goes into service, so that the first caller does not pay for its
         * start.
         *
         * @param inputs run as one batch; default none
         * @return this builder
         */
        public Builder<I, O> warmUp(List<I> inputs) {
            this.warmUp = inputs;
            return this;
        }

        /**
         * Opens the predictor and warms the model up.
         *
         * @return the predictor; close it, or its Cloud
         * @throws CloudException what the model threw at the warm-up; CLOSED if the Cloud is closed
         */
        public Predictor<I, O> open() {
            return context.shared(Stage.PREDICTORS, "ai:predictor:" + UUID.randomUUID(), () -> new Predictor<>(this));
        }
    }
}
