package dev.welkin.ai.predict;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;

/**
 * How single inputs are gathered into batches. An input waits until the batch is full or {@code maxWait} has passed,
 * whichever is first. As many batches run at once as the machine has processors; while they do, inputs gather on, and
 * who has run a batch takes the next one without a wait.
 *
 * @param maxItems the most inputs of one batch, at least 1
 * @param maxWait the longest an input waits for others
 * @param queueItems how many inputs may wait to be run, at least {@code maxItems}; one more is OVERLOADED
 */
public record Batching(int maxItems, Duration maxWait, int queueItems) {
    /** 8 inputs, 2 ms, 1,024 waiting. */
    public static final Batching DEFAULT = new Batching(8, Duration.ofMillis(2), 1024);

    /** Checks the numbers. */
    public Batching {
        if (maxItems < 1 || maxWait.isNegative() || queueItems < maxItems) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "Batching of " + maxItems + " items, " + maxWait + " wait and " + queueItems
                            + " waiting: give at least 1 item, no negative wait, and a queue of at least one batch");
        }
    }

    /**
     * Returns a copy with another batch size.
     *
     * @param value the most inputs of one batch
     * @return the copy
     */
    public Batching withMaxItems(int value) {
        return new Batching(value, maxWait, queueItems);
    }

    /**
     * Returns a copy with another wait.
     *
     * @param value the longest an input waits for others
     * @return the copy
     */
    public Batching withMaxWait(Duration value) {
        return new Batching(maxItems, value, queueItems);
    }

    /**
     * Returns a copy with another bound of the queue.
     *
     * @param value how many inputs may wait
     * @return the copy
     */
    public Batching withQueueItems(int value) {
        return new Batching(maxItems, maxWait, value);
    }

    /** The same queue for a model that gains nothing from batches. */
    Batching ofSingles() {
        return new Batching(1, Duration.ZERO, queueItems);
    }
}
