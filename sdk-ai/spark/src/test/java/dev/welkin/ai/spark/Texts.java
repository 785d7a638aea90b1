package dev.welkin.ai.spark;

import dev.welkin.Cloud;
import dev.welkin.ai.batch.BatchInference;
import dev.welkin.storage.Bucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Inputs and results on files that several processes share by one configuration. */
final class Texts {
    private Texts() {}

    /** Writes a configuration with all buckets in a folder, and returns its path. */
    static String configuration(Path folder) {
        Path file = folder.resolve("welkin.yaml");
        try {
            Files.writeString(file, """
                    storage:
                      photos: "file:./photos"
                      results: "file:./results"
                      models: "file:./models"
                      traces: "file:./traces"
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toString();
    }

    static BatchInference batch() {
        return BatchInference.over("photos/in/").to("results/v1/").step(TracedStep::new);
    }

    static void put(Cloud cloud, int count) {
        Bucket photos = Bucket.open(cloud, "photos");
        IntStream.range(0, count).parallel().forEach(i -> photos.put(key(i), bytes("text " + i)));
    }

    static String key(int i) {
        return String.format(Locale.ROOT, "in/%04d.txt", i);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Every result's text by its key, without what the batch keeps for itself. */
    static Map<String, String> results(Cloud cloud) {
        Bucket results = Bucket.open(cloud, "results");
        Map<String, String> found = new TreeMap<>();
        results.list("v1/in/")
                .forEach(info ->
                        found.put(info.key(), new String(results.getBytes(info.key()), StandardCharsets.UTF_8)));
        return found;
    }

    static Map<String, String> expected(int count) {
        Map<String, String> expected = new TreeMap<>();
        IntStream.range(0, count).forEach(i -> expected.put("v1/" + key(i), "TEXT " + i));
        return expected;
    }
}
