package dev.welkin.benchmarks.s3;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Properties;
import org.jclouds.Constants;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.domain.PageSet;
import org.jclouds.blobstore.domain.StorageMetadata;
import org.jclouds.blobstore.options.ListContainerOptions;
import org.jclouds.s3.reference.S3Constants;

final class JcloudsClient implements Client {
    private final BlobStoreContext context;
    private final BlobStore store;

    private JcloudsClient(String endpoint) {
        Properties settings = new Properties();
        settings.setProperty(S3Constants.PROPERTY_S3_VIRTUAL_HOST_BUCKETS, "false");
        settings.setProperty(Constants.PROPERTY_STRIP_EXPECT_HEADER, "true");
        context = ContextBuilder.newBuilder("s3")
                .endpoint(endpoint)
                .credentials(ACCESS_KEY, SECRET_KEY)
                .overrides(settings)
                .buildView(BlobStoreContext.class);
        store = context.getBlobStore();
    }

    public static void main(String[] args) throws Exception {
        Measured.run(ManagementFactory.getRuntimeMXBean().getStartTime(), new JcloudsClient(args[0]));
    }

    @Override
    public void put(String key, byte[] content) {
        store.putBlob(
                "bench",
                store.blobBuilder(key)
                        .payload(content)
                        .contentLength(content.length)
                        .build());
    }

    @Override
    public long get(String key) throws IOException {
        try (InputStream in = store.getBlob("bench", key).getPayload().openStream()) {
            return Drain.count(in);
        }
    }

    @Override
    public int list() {
        int count = 0;
        ListContainerOptions options = new ListContainerOptions().recursive();
        for (PageSet<? extends StorageMetadata> page = store.list("bench", options); ; ) {
            count += page.size();
            if (page.getNextMarker() == null) {
                return count;
            }
            options.afterMarker(page.getNextMarker());
            page = store.list("bench", options);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
