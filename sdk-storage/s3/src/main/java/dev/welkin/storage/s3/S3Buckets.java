package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Shown;
import dev.welkin.spi.XmlReader;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import java.util.ArrayList;
import java.util.List;

/** The buckets of an account. */
final class S3Buckets implements BucketsDriver {
    /** The region that must not be named, where creating one's own bucket again succeeds. */
    private static final String FIRST_REGION = "us-east-1";

    private final S3Client service;

    S3Buckets(S3Client service) {
        this.service = service;
    }

    @Override
    public void create(String name, Attempt attempt) {
        S3Client bucket = service.bucket(name);
        String region = service.settings().region();
        boolean aws = service.settings().preset().aws();
        if (aws && region.equals(FIRST_REGION)) {
            requireNone(bucket, name, attempt);
        }
        S3Request put = S3Request.of("PUT", "");
        if (aws && !region.equals(FIRST_REGION)) {
            put.document(new XmlText("CreateBucketConfiguration")
                    .leaf("LocationConstraint", region)
                    .bytes());
        }
        try {
            bucket.sendAndClose(put, attempt);
        } catch (CloudException e) {
            throw e.code() == ErrorCode.ALREADY_EXISTS ? exists(name) : e;
        }
        if (service.settings().versions()) {
            keepVersions(bucket, attempt);
        }
    }

    @Override
    public List<String> list(Attempt attempt) {
        Names names = new Names();
        try (HttpResponse response = service.send(S3Request.of("GET", ""), attempt)) {
            XmlReader.read(response.body(), names);
        }
        return names.found.stream().sorted().toList();
    }

    @Override
    public void delete(String name, Attempt attempt) {
        try {
            service.bucket(name).sendAndClose(S3Request.of("DELETE", ""), attempt);
        } catch (CloudException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
        }
    }

    @Override
    public BucketDriver open(String name) {
        return new S3Bucket(service.bucket(name));
    }

    /** The connections are the Cloud's. */
    @Override
    public void close() {}

    private static void requireNone(S3Client bucket, String name, Attempt attempt) {
        S3Client.Answer answer = bucket.ask(S3Request.of("HEAD", ""), attempt);
        if (answer.response() != null) {
            answer.response().close();
            throw exists(name);
        }
    }

    private static void keepVersions(S3Client bucket, Attempt attempt) {
        byte[] xml =
                new XmlText("VersioningConfiguration").leaf("Status", "Enabled").bytes();
        bucket.sendAndClose(S3Request.of("PUT", "").query("versioning").document(xml), attempt);
    }

    private static CloudException exists(String name) {
        return CloudException.of(
                ErrorCode.ALREADY_EXISTS,
                "There is a bucket '" + Shown.of(name) + "' already, yours or somebody else's; choose another name");
    }

    /** Root, Buckets, Bucket, Name. */
    private static final class Names implements XmlReader.Visitor {
        private final List<String> found = new ArrayList<>();

        @Override
        public void end(int depth, String name, String text) {
            if (depth == 4 && name.equals("Name")) {
                found.add(text);
            }
        }
    }
}
