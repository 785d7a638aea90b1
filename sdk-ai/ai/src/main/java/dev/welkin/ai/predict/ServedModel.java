package dev.welkin.ai.predict;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model in service, counted: it closes when it has been retired and the last call has left it. So a swap never pulls
 * a model away from under a call.
 */
final class ServedModel<I, O> {
    private final BatchFunction<I, O> function;
    /** One for being in service, and one for each call inside. */
    private final AtomicInteger holders = new AtomicInteger(1);

    ServedModel(BatchFunction<I, O> function) {
        this.function = function;
    }

    /** False if the model is retired and empty: take the new one. */
    boolean enter() {
        return holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    /** Ends a call, or the service. */
    void leave() {
        if (holders.decrementAndGet() == 0) {
            function.close();
        }
    }

    boolean profitsFromBatches() {
        return function.profitsFromBatches();
    }

    List<String> labels() {
        return function.labels();
    }

    long nativeBytes() {
        return function.nativeBytes();
    }

    /** Runs the model and checks the shape of its answer. */
    List<O> run(List<I> inputs) {
        List<O> outputs = call(inputs);
        if (outputs == null
                || outputs.size() != inputs.size()
                || outputs.stream().anyMatch(Objects::isNull)) {
            throw CloudException.of(
                    ErrorCode.INTERNAL,
                    "The model was given " + inputs.size() + " inputs and answered "
                            + (outputs == null ? "nothing" : outputs.size() + " outputs, or a null among them")
                            + "; it must answer one output per input");
        }
        return outputs;
    }

    private List<O> call(List<I> inputs) {
        try {
            return function.predict(inputs);
        } catch (CloudException e) {
            throw e;
        } catch (InterruptedException e) {
            throw CloudException.interrupted("predict", e);
        } catch (Exception e) {
            throw CloudException.of(ErrorCode.INTERNAL, "The model failed on " + inputs.size() + " input(s): " + e, e);
        }
    }
}
