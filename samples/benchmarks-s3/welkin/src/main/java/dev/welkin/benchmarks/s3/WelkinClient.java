package dev.welkin.benchmarks.s3;

import dev.welkin.Cloud;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.StoredObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;

final class WelkinClient implements Client {
    private final Cloud cloud;
    private final Bucket bucket;

    WelkinClient(String endpoint) {
        cloud = Cloud.builder()
                .config(Map.of(
                        "storage",
                        Map.of(
                                "bench",
                                Map.of(
                                        "url", "s3://bench",
                                        "preset", "minio",
                                        "endpoint", endpoint,
                                        "accessKeyId", ACCESS_KEY,
                                        "secretKey", SECRET_KEY))))
                .open();
        bucket = Bucket.open(cloud, "bench");
    }

    public static void main(String[] args) throws Exception {
        Measured.run(ManagementFactory.getRuntimeMXBean().getStartTime(), new WelkinClient(args[0]));
    }

    Bucket bucket() {
        return bucket;
    }

    @Override
    public void put(String key, byte[] content) {
        bucket.put(key, content);
    }

    @Override
    public long get(String key) throws IOException {
        try (StoredObject object = bucket.get(key)) {
            return Drain.count(object.stream());
        }
    }

    @Override
    public int list() {
        int count = 0;
        for (ObjectInfo info : bucket.list("")) {
            count += info.key().isEmpty() ? 0 : 1;
        }
        return count;
    }

    @Override
    public void close() {
        cloud.close();
    }
}
