package dev.welkin.compute.testkit;

import dev.welkin.Cloud;
import dev.welkin.testkit.Judge;
import dev.welkin.time.ManualClock;

/** The contract on a Cloud for tests, where time moves only by hand. */
class MemoryComputeTest extends ComputeContract {
    @Override
    protected ComputeFixture newFixture() {
        return new ComputeFixture() {
            @Override
            public String name() {
                return "memory";
            }

            @Override
            public Judge judge() {
                return Judge.itself();
            }

            @Override
            public boolean clockWaits() {
                return false;
            }

            @Override
            public Cloud open(Cloud.Builder builder) {
                return builder.inMemory().clock(new ManualClock()).open();
            }
        };
    }
}
