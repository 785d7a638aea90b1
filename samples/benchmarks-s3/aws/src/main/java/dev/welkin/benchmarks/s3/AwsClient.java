package dev.welkin.benchmarks.s3;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

final class AwsClient implements Client {
    private final S3Client s3;

    private AwsClient(String endpoint, String http) {
        s3 = S3Client.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .httpClient(http(http))
                .build();
    }

    public static void main(String[] args) throws Exception {
        Measured.run(ManagementFactory.getRuntimeMXBean().getStartTime(), new AwsClient(args[0], args[1]));
    }

    private static SdkHttpClient http(String name) {
        return name.equals("apache")
                ? Apache5HttpClient.builder().maxConnections(50).build()
                : UrlConnectionHttpClient.create();
    }

    @Override
    public void put(String key, byte[] content) {
        s3.putObject(b -> b.bucket("bench").key(key), RequestBody.fromBytes(content));
    }

    @Override
    public long get(String key) throws IOException {
        try (InputStream in = s3.getObject(b -> b.bucket("bench").key(key))) {
            return Drain.count(in);
        }
    }

    @Override
    public int list() {
        int count = 0;
        for (S3Object object : s3.listObjectsV2Paginator(b -> b.bucket("bench")).contents()) {
            count += object.key().isEmpty() ? 0 : 1;
        }
        return count;
    }

    @Override
    public void close() {
        s3.close();
    }
}
