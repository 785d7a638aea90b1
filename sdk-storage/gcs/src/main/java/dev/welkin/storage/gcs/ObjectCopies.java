package dev.welkin.storage.gcs;

import dev.welkin.CloudException;
import dev.welkin.call.Attempt;
import dev.welkin.spi.Json;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.spi.CopyRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Copies inside the bucket: rewrites, each of which goes on where the one before ended. */
final class ObjectCopies {
    private final GcsClient client;
    private final String bucket;
    private final boolean versioned;

    ObjectCopies(GcsClient client, String bucket, boolean versioned) {
        this.client = client;
        this.bucket = bucket;
        this.versioned = versioned;
    }

    ObjectInfo copy(CopyRequest request, Attempt attempt) {
        PutMode mode = request.to().mode();
        VersionId version = request.version();
        try {
            return rewrite(
                    request.key(),
                    version == null ? null : version.value(),
                    request.to().key(),
                    Generation.condition(mode),
                    attempt);
        } catch (CloudException e) {
            throw GcsClient.broken(mode, e);
        }
    }

    /** Copies one generation, or the current one; a long copy takes several requests. */
    ObjectInfo rewrite(
            String from, @Nullable String generation, String to, @Nullable String condition, Attempt attempt) {
        String path = "b/" + bucket + "/o/" + ObjectNames.path(from) + "/rewriteTo/b/" + bucket + "/o/"
                + ObjectNames.path(to);
        String token = null;
        while (true) {
            URI uri = client.uri(
                    path,
                    new Query()
                            .add("sourceGeneration", generation)
                            .add("ifGenerationMatch", condition)
                            .add("rewriteToken", token));
            Json answer = client.read("POST", uri, GcsClient.NOTHING, attempt);
            if (answer.text("done").equals("true")) {
                return new ObjectResource(answer.at("resource")).info(versioned);
            }
            token = answer.text("rewriteToken");
            if (token.isEmpty()) {
                throw GcsAnswer.bad("says neither that the copy is done nor how it goes on");
            }
        }
    }
}
