package dev.welkin.compute.testkit;

import dev.welkin.Cloud;
import java.nio.file.Path;

/** A Cloud whose jobs and buckets are under one folder. */
final class LocalCloud {
    private LocalCloud() {}

    static Cloud open(Path folder, String options) {
        return open(Cloud.builder(), folder, options);
    }

    static Cloud open(Cloud.Builder builder, Path folder, String options) {
        return builder.config(ComputeFixture.config(
                        "local:" + folder.resolve("compute") + "?" + options,
                        "file:" + folder.resolve("inputs"),
                        "file:" + folder.resolve("results")))
                .open();
    }
}
