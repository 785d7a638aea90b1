package dev.welkin.storage.gcs;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpBody;
import dev.welkin.spi.Json;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The buckets of a project. */
final class GcsBuckets implements BucketsDriver {
    private final GcsClient client;
    private final String project;
    private final String place;
    private final boolean versioned;

    GcsBuckets(GcsClient client, String project, String place, boolean versioned) {
        this.client = client;
        this.project = project;
        this.place = place;
        this.versioned = versioned;
    }

    /** A name is taken by whoever has it, in any project. */
    @Override
    public void create(String name, Attempt attempt) {
        Map<String, Object> bucket = new LinkedHashMap<>();
        bucket.put("name", name);
        if (!place.isEmpty()) {
            bucket.put("location", place);
        }
        bucket.put("versioning", Map.of("enabled", versioned));
        HttpBody body =
                HttpBody.of("application/json; charset=UTF-8", Json.of(bucket).bytes());
        try {
            client.read("POST", client.uri("b", ofProject()), body, attempt);
        } catch (CloudException e) {
            throw meaning(e, ErrorCode.ALREADY_EXISTS, "");
        }
    }

    @Override
    public List<String> list(Attempt attempt) {
        List<String> names = new ArrayList<>();
        String token = null;
        do {
            Query query = ofProject().add("pageToken", token).add("fields", "nextPageToken,items(name)");
            Json page = client.read("GET", client.uri("b", query), null, attempt);
            page.at("items").items().forEach(item -> names.add(item.text("name")));
            token = ObjectListing.next(page, token);
        } while (token != null);
        return names;
    }

    @Override
    public void delete(String name, Attempt attempt) {
        try {
            client.call("DELETE", client.uri("b/" + name, new Query()), attempt);
        } catch (CloudException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw meaning(e, ErrorCode.PRECONDITION_FAILED, "bucket_not_empty");
            }
        }
    }

    @Override
    public BucketDriver open(String name) {
        return new GcsBucket(client, name, versioned);
    }

    @Override
    public void close() {}

    private Query ofProject() {
        return new Query().add("project", project);
    }

    /** Says what a conflict means here. */
    private static CloudException meaning(CloudException e, ErrorCode conflict, String reason) {
        if (e.code() != ErrorCode.CONFLICT) {
            return e;
        }
        return CloudException.builder(conflict, String.valueOf(e.getMessage()))
                .reason(reason)
                .provider("gs")
                .httpStatus(e.httpStatus().orElse(409))
                .cause(e)
                .build();
    }
}
