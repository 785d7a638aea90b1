package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Json;
import dev.welkin.spi.Shown;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import java.util.ArrayList;
import java.util.List;

/** The containers of an account. */
final class SwiftBuckets implements BucketsDriver {
    private static final int CREATED = 201;

    private final SwiftClient client;

    SwiftBuckets(SwiftClient client) {
        this.client = client;
    }

    @Override
    public void create(String name, Attempt attempt) throws InterruptedException {
        try (HttpResponse answer = client.send(SwiftRequest.of("PUT", path(name)), attempt)) {
            if (answer.status() != CREATED && !attempt.outcomeUnknown()) {
                throw CloudException.of(
                        ErrorCode.ALREADY_EXISTS, "There is a container '" + Shown.of(name) + "' already");
            }
        }
    }

    @Override
    public List<String> list(Attempt attempt) throws InterruptedException {
        List<String> names = new ArrayList<>();
        int before;
        do {
            before = names.size();
            String marker = names.isEmpty() ? "" : "&marker=" + SwiftNames.encoded(names.get(before - 1));
            byte[] answer = client.read(SwiftRequest.of("GET", "").query("format=json" + marker), attempt);
            for (Json entry : SwiftListing.entries(answer)) {
                names.add(SwiftListing.text(entry, "name"));
            }
        } while (names.size() > before);
        return names;
    }

    @Override
    public void delete(String name, Attempt attempt) throws InterruptedException {
        try {
            client.call(SwiftRequest.of("DELETE", path(name)), attempt);
        } catch (CloudException e) {
            if (e.code() == ErrorCode.CONFLICT) {
                throw CloudException.builder(
                                ErrorCode.PRECONDITION_FAILED,
                                "The container '" + Shown.of(name) + "' holds objects; delete them first")
                        .reason("bucket_not_empty")
                        .build();
            }
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
        }
    }

    @Override
    public BucketDriver open(String name) {
        return new SwiftBucket(client, name);
    }

    @Override
    public void close() {}

    private static String path(String name) {
        return "/" + SwiftNames.encoded(name);
    }
}
