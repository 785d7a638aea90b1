package dev.welkin.ai.batch;

import dev.welkin.Cloud;
import java.nio.file.Path;
import java.util.Map;

/** A batch in a JVM of its own, to be killed: prints a line for every input that is done. */
public final class BatchProgram {
    private BatchProgram() {}

    public static void main(String[] arguments) {
        try (Cloud cloud = open(Path.of(arguments[0]))) {
            BatchReport report = Steps.batch()
                    .onProgress(p -> System.out.println("done " + p.done() + " kept " + p.kept()))
                    .run(cloud, LocalThreads.of(3));
            System.out.println("finished " + report.inputs());
        }
    }

    static Cloud open(Path folder) {
        Map<String, String> buckets =
                Map.of("photos", "file:" + folder.resolve("photos"), "results", "file:" + folder.resolve("results"));
        return Cloud.builder().config(Map.of("storage", buckets)).open();
    }
}
