package dev.welkin.ai.batch;

import dev.welkin.Cloud;
import dev.welkin.storage.Bucket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the tests of batches share: a step, inputs, and a look at the results. */
final class Steps {
    private Steps() {}

    /** The result of {@code a} is {@code A}. */
    static byte[] upper(BatchInput input) {
        String text = new String(input.content(), StandardCharsets.UTF_8);
        return text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    }

    static BatchInference batch() {
        return BatchInference.over("photos/in/").to("results/v1/").step(cloud -> Steps::upper);
    }

    static void put(Cloud cloud, String key, String text) {
        Bucket.open(cloud, "photos").put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    static void putMany(Cloud cloud, int count) {
        for (int i = 0; i < count; i++) {
            put(cloud, key(i), "text " + i);
        }
    }

    static String key(int i) {
        return String.format(Locale.ROOT, "in/%04d.txt", i);
    }

    /** Every result's text by its key, without what the batch keeps for itself. */
    static Map<String, String> results(Cloud cloud) {
        Bucket results = Bucket.open(cloud, "results");
        Map<String, String> found = new TreeMap<>();
        results.list("v1/").stream()
                .filter(info -> !info.key().equals("v1/.batch"))
                .forEach(info ->
                        found.put(info.key(), new String(results.getBytes(info.key()), StandardCharsets.UTF_8)));
        return found;
    }

    /** What the results of {@link #putMany} are to be. */
    static Map<String, String> expected(int count) {
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            expected.put("v1/" + key(i), "TEXT " + i);
        }
        return expected;
    }
}
