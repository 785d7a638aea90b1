package dev.welkin.storage.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpBody;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import java.util.ArrayList;
import java.util.List;

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
        ObjectNode bucket = Json.object().put("name", name);
        if (!place.isEmpty()) {
            bucket.put("location", place);
        }
        bucket.putObject("versioning").put("enabled", versioned);
        HttpBody body = HttpBody.of("application/json; charset=UTF-8", Json.write(bucket));
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
            JsonNode page = client.read("GET", client.uri("b", query), null, attempt);
            page.path("items").forEach(item -> names.add(item.path("name").asText()));
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
