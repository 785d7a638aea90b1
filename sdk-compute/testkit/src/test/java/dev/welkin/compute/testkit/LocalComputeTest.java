package dev.welkin.compute.testkit;

/** The contract on processes of this machine, with control groups where they are allowed. */
class LocalComputeTest extends ComputeContract {
    @Override
    protected ComputeFixture newFixture() {
        return new LocalFixture("local", scratch, "cores=1");
    }
}
