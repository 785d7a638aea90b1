package dev.welkin.compute.testkit;

import dev.welkin.Cloud;

/** The contract on processes of this machine, with control groups where they are allowed. */
class LocalComputeTest extends ComputeContract {
    @Override
    protected Cloud openCloud() {
        return LocalCloud.open(scratch, "cores=1");
    }
}
