package dev.welkin.compute.testkit;

import dev.welkin.Cloud;

/** The contract on a machine that allows no control groups. */
class LocalComputeWithoutCgroupsTest extends ComputeContract {
    @Override
    protected Cloud openCloud() {
        return LocalCloud.open(scratch, "cores=1&cgroups=false");
    }
}
