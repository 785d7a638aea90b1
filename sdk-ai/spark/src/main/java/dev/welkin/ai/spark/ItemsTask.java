package dev.welkin.ai.spark;

import dev.welkin.ai.batch.spi.BatchItem;
import dev.welkin.ai.batch.spi.BatchOutcome;
import dev.welkin.ai.batch.spi.BatchWork;
import dev.welkin.ai.batch.spi.BatchWorker;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** What an executor does with a part of the inputs: gives back what became of each, in their order. */
final class ItemsTask extends AbstractFunction1<Iterator<byte[]>, byte[]> implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final BatchWork work;
    private final CloudSource clouds;
    private final Broadcast<ExecutorSlot> slot;

    ItemsTask(BatchWork work, CloudSource clouds, Broadcast<ExecutorSlot> slot) {
        this.work = work;
        this.clouds = clouds;
        this.slot = slot;
    }

    @Override
    public byte[] apply(Iterator<byte[]> parts) {
        ExecutorSlot here = slot.value();
        BatchWorker worker = here.join(work, clouds);
        try {
            List<BatchOutcome> outcomes = new ArrayList<>();
            while (parts.hasNext()) {
                process(Wire.items(parts.next()), worker, outcomes);
            }
            return Wire.outcomes(outcomes);
        } finally {
            here.leave();
        }
    }

    private static void process(List<BatchItem> items, BatchWorker worker, List<BatchOutcome> outcomes) {
        for (BatchItem item : items) {
            if (TaskContext.get().isInterrupted()) {
                throw new TaskKilledException();
            }
            BatchOutcome outcome = worker.process(item);
            outcomes.add(outcome);
            if (outcome instanceof BatchOutcome.Halted) {
                return;
            }
        }
    }
}
