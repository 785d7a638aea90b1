package dev.welkin.compute.testkit;

import dev.welkin.Cloud;
import java.nio.file.Path;

/** A Cloud whose jobs and buckets are under one folder. */
final class LocalCloud {
    private LocalCloud() {}

    static Cloud open(Path folder, String options) {
        return Cloud.builder()
                .config(ComputeContract.config(
                        "local:" + folder.resolve("compute") + "?" + options,
                        "file:" + folder.resolve("inputs"),
                        "file:" + folder.resolve("results")))
                .open();
    }
}
