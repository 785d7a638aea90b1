package dev.welkin.ai.train;

import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectInfo;
import java.util.List;

/** Files below a prefix of a bucket. */
record BucketFiles(Bucket bucket, String prefix) implements ExampleFiles {
    @Override
    public List<String> names() {
        return bucket.list(prefix).stream()
                .map(ObjectInfo::key)
                .map(key -> key.substring(prefix.length()))
                .sorted()
                .toList();
    }

    @Override
    public byte[] read(String name) {
        return bucket.getBytes(prefix + name);
    }

    @Override
    public String toString() {
        return prefix.isEmpty() ? bucket.toString() : bucket + "/" + prefix;
    }
}
