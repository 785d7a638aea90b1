package dev.welkin.compute.testkit;

import dev.welkin.Cloud;
import dev.welkin.time.ManualClock;

/** The contract on a Cloud for tests, where time moves only by hand. */
class MemoryComputeTest extends ComputeContract {
    @Override
    protected Cloud openCloud() {
        return Cloud.inMemory(new ManualClock());
    }
}
