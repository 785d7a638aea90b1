package dev.welkin.compute.testkit;

/** The contract on a machine that allows no control groups. */
class LocalComputeWithoutCgroupsTest extends ComputeContract {
    @Override
    protected ComputeFixture newFixture() {
        return new LocalFixture("local-without-cgroups", scratch, "cores=1&cgroups=false");
    }
}
