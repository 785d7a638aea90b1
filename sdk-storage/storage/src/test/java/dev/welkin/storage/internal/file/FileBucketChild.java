package dev.welkin.storage.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StoredObject;
import dev.welkin.storage.VersionId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** What a test lets another process do with a bucket. */
final class FileBucketChild {
    private FileBucketChild() {}

    public static void main(String[] args) {
        String options = args[0].startsWith("versions") ? "?versions=true" : "";
        try (Bucket bucket = Bucket.open("file:" + args[1] + options)) {
            switch (args[0]) {
                case "versions" -> versionsForever(bucket, Integer.parseInt(args[2]));
                case "count", "versions-count" -> count(bucket, Integer.parseInt(args[2]));
                case "stream" -> bucket.put("stream", new Zeros(Long.parseLong(args[2]) << 20));
                case "fetch" -> fetch(bucket);
                case "list" -> list(bucket);
                default -> writeForever(bucket, Integer.parseInt(args[2]), args[0].equals("beside") ? 1 : 5);
            }
        }
    }

    static void count(Bucket bucket, int times) {
        for (int done = 0; done < times; ) {
            try (StoredObject object = bucket.get("counter")) {
                int value = Integer.parseInt(new String(object.bytes(), UTF_8));
                bucket.put(
                        "counter",
                        String.valueOf(value + 1).getBytes(UTF_8),
                        PutOptions.mode(PutMode.update(object.info().token())));
                done++;
            } catch (CloudException e) {
                if (e.code() != ErrorCode.PRECONDITION_FAILED) {
                    throw e;
                }
            }
        }
    }

    private static void fetch(Bucket bucket) {
        try (StoredObject object = bucket.get("stream")) {
            byte[] buffer = new byte[64 << 10];
            long bytes = 0;
            for (int count = object.stream().read(buffer);
                    count >= 0;
                    count = object.stream().read(buffer)) {
                bytes += count;
            }
            System.out.println("fetched " + bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void list(Bucket bucket) {
        long start = System.nanoTime();
        long count = 0;
        String last = "";
        for (ObjectInfo object : bucket.list("")) {
            if (object.key().compareTo(last) <= 0) {
                throw new AssertionError(object.key() + " after " + last);
            }
            last = object.key();
            count++;
        }
        System.out.println("listed " + count + " in " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    /** Prints a line before and after each write; some are so described that their record lies beside. */
    private static void writeForever(Bucket bucket, int seed, int besideEvery) {
        for (int i = 1; ; i++) {
            String key = "object/" + (i % 7);
            PutOptions options = i % besideEvery == 0
                    ? PutOptions.metadata(Map.of("n", seed + "/" + i, "note", "中".repeat(600)))
                    : PutOptions.metadata(Map.of("n", seed + "/" + i));
            System.out.println("begin " + key + " " + seed + "/" + i);
            bucket.put(key, content(seed, i), options);
            System.out.println("done " + key + " " + seed + "/" + i);
        }
    }

    /** As {@link #writeForever}, with deletes between, and a few that take the newest version away again. */
    private static void versionsForever(Bucket bucket, int seed) {
        for (int i = 1; ; i++) {
            String key = "object/" + (i % 3);
            String name = seed + "/" + i;
            System.out.println("begin " + key + " " + name);
            if (i % 5 == 0) {
                bucket.delete(key);
                System.out.println("deleted " + key + " " + name);
            } else {
                ObjectInfo written = bucket.put(key, content(seed, i), versionOptions(name, i));
                System.out.println("done " + key + " " + name + " " + written.version());
                remove(bucket, written, i);
            }
        }
    }

    private static void remove(Bucket bucket, ObjectInfo written, int number) {
        if (number % 7 == 0) {
            VersionId version = Objects.requireNonNull(written.version());
            System.out.println("removing " + written.key() + " " + version);
            bucket.delete(written.key(), version);
            System.out.println("removed " + written.key() + " " + version);
        }
    }

    /** Every fourth has a record that lies beside. */
    private static PutOptions versionOptions(String name, int number) {
        return PutOptions.metadata(number % 4 == 0 ? Map.of("n", name, "note", "中".repeat(600)) : Map.of("n", name));
    }

    static byte[] content(int seed, int number) {
        return (seed + "/" + number + " ").repeat(1 + number * 37 % 20_000).getBytes(UTF_8);
    }

    /** So many zeros, and nothing of them in memory. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            Arrays.fill(into, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
