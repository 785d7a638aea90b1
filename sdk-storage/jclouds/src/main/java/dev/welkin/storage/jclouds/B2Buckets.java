package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.Json;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The buckets of an account; new ones are private. */
final class B2Buckets implements BucketsDriver {
    private final B2Client client;

    B2Buckets(B2Client client) {
        this.client = client;
    }

    @Override
    public void create(String name, Attempt attempt) throws InterruptedException {
        try {
            client.account("b2_create_bucket", Map.of("bucketName", name, "bucketType", "allPrivate"), attempt);
        } catch (CloudException e) {
            boolean ours = e.code() == ErrorCode.ALREADY_EXISTS && attempt.outcomeUnknown();
            if (!ours || !list(attempt).contains(name)) {
                throw e;
            }
        }
    }

    @Override
    public List<String> list(Attempt attempt) throws InterruptedException {
        List<String> names = new ArrayList<>();
        for (Json bucket : client.account("b2_list_buckets", Map.of(), attempt)
                .at("buckets")
                .items()) {
            names.add(B2Answer.text(bucket, "bucketName"));
        }
        return names;
    }

    @Override
    public void delete(String name, Attempt attempt) throws InterruptedException {
        for (Json bucket : client.account("b2_list_buckets", Map.of("bucketName", name), attempt)
                .at("buckets")
                .items()) {
            if (B2Answer.text(bucket, "bucketName").equals(name)) {
                client.account("b2_delete_bucket", Map.of("bucketId", B2Answer.text(bucket, "bucketId")), attempt);
            }
        }
    }

    @Override
    public BucketDriver open(String name) {
        return new B2Bucket(client, name);
    }

    @Override
    public void close() {}
}
