package dev.welkin.benchmarks.s3;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.Result;
import io.minio.messages.Item;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;

final class MinioPeer implements Client {
    private final MinioClient minio;

    private MinioPeer(String endpoint) {
        minio = MinioClient.builder()
                .endpoint(endpoint)
                .region("us-east-1")
                .credentials(ACCESS_KEY, SECRET_KEY)
                .build();
    }

    public static void main(String[] args) throws Exception {
        Measured.run(ManagementFactory.getRuntimeMXBean().getStartTime(), new MinioPeer(args[0]));
    }

    @Override
    public void put(String key, byte[] content) throws Exception {
        minio.putObject(PutObjectArgs.builder().bucket("bench").object(key).stream(
                        new ByteArrayInputStream(content), (long) content.length, -1L)
                .build());
    }

    @Override
    public long get(String key) throws Exception {
        try (InputStream in = minio.getObject(
                GetObjectArgs.builder().bucket("bench").object(key).build())) {
            return Drain.count(in);
        }
    }

    @Override
    public int list() throws Exception {
        int count = 0;
        for (Result<Item> item :
                minio.listObjects(ListObjectsArgs.builder().bucket("bench").build())) {
            count += item.get().objectName().isEmpty() ? 0 : 1;
        }
        return count;
    }

    @Override
    public void close() throws Exception {
        minio.close();
    }
}
