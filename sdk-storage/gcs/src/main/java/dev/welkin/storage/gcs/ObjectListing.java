package dev.welkin.storage.gcs;

import dev.welkin.call.Attempt;
import dev.welkin.spi.Json;
import dev.welkin.storage.ListOptions;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.spi.ListRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists objects. Google begins with the key it is given, so the one to begin behind is left out. */
final class ObjectListing {
    private static final String FIELDS = "nextPageToken,prefixes,items(name,size,generation,timeCreated)";

    private final GcsClient client;
    private final String bucket;

    ObjectListing(GcsClient client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    ListPage page(ListRequest request, Attempt attempt) {
        ListOptions options = request.options();
        Query query = new Query()
                .add("prefix", options.prefix())
                .add("delimiter", options.delimiter())
                .add("startOffset", options.startAfter())
                .add("maxResults", Integer.toString(options.pageSize()))
                .add("pageToken", request.cursor())
                .add("fields", FIELDS);
        Json page = client.read("GET", client.uri("b/" + bucket + "/o", query), null, attempt);
        List<ObjectInfo> objects = new ArrayList<>();
        page.at("items").items().forEach(item -> objects.add(new ObjectResource(item).listed(false)));
        objects.removeIf(object -> object.key().equals(options.startAfter()));
        List<String> prefixes = new ArrayList<>();
        page.at("prefixes").items().forEach(prefix -> prefixes.add(prefix.text()));
        return new ListPage(objects, prefixes, next(page, request.cursor()));
    }

    static @Nullable String next(Json page, @Nullable String cursor) {
        String next = page.text("nextPageToken");
        if (next.equals(cursor) && !next.isEmpty()) {
            throw GcsAnswer.bad("says that the listing goes on where it was, so that it would never end");
        }
        return next.isEmpty() ? null : next;
    }
}
