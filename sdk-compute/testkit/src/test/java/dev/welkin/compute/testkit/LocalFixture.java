package dev.welkin.compute.testkit;

import dev.welkin.Cloud;
import dev.welkin.testkit.Judge;
import java.nio.file.Path;

/** Processes of this machine, with all that is theirs in one folder. */
record LocalFixture(String name, Path folder, String options) implements ComputeFixture {
    @Override
    public Judge judge() {
        return Judge.itself();
    }

    @Override
    public Cloud open(Cloud.Builder builder) {
        return LocalCloud.open(builder, folder, options);
    }
}
