package dev.welkin.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.welkin.Cloud;
import java.nio.file.Path;
import java.util.Map;

/** Writes a mirror of two folders until it is killed. */
final class MirrorChild {
    private MirrorChild() {}

    static Cloud cloud(Path root) {
        return Cloud.builder()
                .config(Map.of(
                        "storage",
                        Map.of("here", "file:" + root.resolve("here"), "there", "file:" + root.resolve("there"))))
                .open();
    }

    /** Prints a line before and after each write; every fifth one is a delete. */
    public static void main(String[] args) {
        try (Cloud cloud = cloud(Path.of(args[0]))) {
            Bucket both = Bucket.open(cloud, "here").mirrored(Bucket.open(cloud, "there"));
            for (int i = 1; ; i++) {
                String key = "object/" + i % 7;
                String value = i % 5 == 0 ? "deleted" : args[1] + "/" + i;
                System.out.println("begin " + key + " " + value);
                if (i % 5 == 0) {
                    both.delete(key);
                } else {
                    both.put(key, value.getBytes(UTF_8), PutOptions.metadata(Map.of("n", value)));
                }
                System.out.println("done " + key + " " + value);
            }
        }
    }
}
