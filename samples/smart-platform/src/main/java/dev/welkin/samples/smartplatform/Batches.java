package dev.welkin.samples.smartplatform;

import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The readings in a bucket, one object a micro-batch, numbered. They are the truth: all else is computed from them, so
 * that a run that was killed anywhere continues from what is stored here.
 */
final class Batches {
    private static final String PREFIX = "batches/";

    private final Bucket bucket;
    private int next;

    Batches(Bucket bucket) {
        this.bucket = bucket;
    }

    /** Reads what earlier runs have stored, in order. */
    void replay(Consumer<SensorReading> reader) {
        for (ObjectInfo batch : bucket.list(PREFIX)) {
            String lines = new String(bucket.getBytes(batch.key()), StandardCharsets.UTF_8);
            lines.lines().map(SensorReading::parse).forEach(reader);
            next++;
        }
    }

    /** Stores one batch; returns once it is durable. */
    void append(List<SensorReading> batch) {
        String lines = batch.stream().map(SensorReading::toLine).collect(Collectors.joining("\n", "", "\n"));
        String key = PREFIX + "%08d.csv".formatted(next++);
        bucket.put(key, lines.getBytes(StandardCharsets.UTF_8), PutOptions.mode(PutMode.create()));
    }
}
