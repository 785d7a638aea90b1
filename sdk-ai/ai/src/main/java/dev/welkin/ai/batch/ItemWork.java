package dev.welkin.ai.batch;

import dev.welkin.Cloud;
import dev.welkin.ai.batch.spi.BatchWork;
import dev.welkin.ai.batch.spi.BatchWorker;

/** What a process must know to work on inputs. */
record ItemWork(
        BucketFolder inputs,
        BucketFolder results,
        String suffix,
        StepSource step,
        int attempts,
        long maxInputBytes,
        String mark)
        implements BatchWork {

    @Override
    public BatchWorker worker(Cloud cloud) {
        return new ItemWorker(this, cloud);
    }

    /** The same input has the same result's key, always: so a repetition replaces and never adds. */
    String resultKey(String inputKey) {
        return results.prefix() + inputKey + suffix;
    }

    String markKey() {
        return results.prefix() + ResultsMark.NAME;
    }
}
