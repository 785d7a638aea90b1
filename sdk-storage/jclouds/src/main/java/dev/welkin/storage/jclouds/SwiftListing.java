package dev.welkin.storage.jclouds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.storage.ListOptions;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.spi.ListRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists objects; a page goes on behind the last name of the page before. */
final class SwiftListing {
    private static final JsonMapper JSON = new JsonMapper();

    private final SwiftClient client;
    private final SwiftContainer container;

    SwiftListing(SwiftClient client, SwiftContainer container) {
        this.client = client;
        this.container = container;
    }

    ListPage page(ListRequest request, Attempt attempt) throws InterruptedException {
        try {
            byte[] answer = client.read(SwiftRequest.of("GET", container.path()).query(query(request)), attempt);
            container.see();
            return page(entries(answer), request.options().pageSize());
        } catch (CloudException e) {
            throw e.code() == ErrorCode.NOT_FOUND ? container.missing(e) : e;
        }
    }

    private static String query(ListRequest request) {
        ListOptions options = request.options();
        StringBuilder query = new StringBuilder("format=json&limit=").append(options.pageSize());
        add(query, "prefix", options.prefix());
        add(query, "delimiter", options.delimiter());
        add(query, "marker", request.cursor() == null ? options.startAfter() : request.cursor());
        return query.toString();
    }

    private static void add(StringBuilder query, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            query.append('&').append(name).append('=').append(SwiftNames.encoded(value));
        }
    }

    /** Reads an answer that is a list of JSON objects. */
    static List<JsonNode> entries(byte[] answer) {
        try {
            JsonNode list = answer.length == 0 ? JSON.createArrayNode() : JSON.readTree(answer);
            if (list.isArray()) {
                List<JsonNode> entries = new ArrayList<>();
                list.forEach(entries::add);
                return entries;
            }
        } catch (IOException e) {
            // its words would quote what came
        }
        throw CloudException.of(ErrorCode.CORRUPTED, "The listing is no list in JSON; is the object store a Swift?");
    }

    private static ListPage page(List<JsonNode> entries, int pageSize) {
        List<ObjectInfo> objects = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        String last = "";
        for (JsonNode entry : entries) {
            if (entry.hasNonNull("subdir")) {
                last = text(entry, "subdir");
                prefixes.add(last);
            } else {
                last = text(entry, "name");
                objects.add(info(last, entry));
            }
        }
        return new ListPage(objects, prefixes, entries.size() < pageSize ? null : last);
    }

    /** Of an object of several segments the manifest's hash stands first; its ETag is the other. */
    private static ObjectInfo info(String key, JsonNode entry) {
        String etag = entry.hasNonNull("slo_etag") ? text(entry, "slo_etag") : text(entry, "hash");
        if (!entry.path("bytes").canConvertToLong() || entry.path("bytes").longValue() < 0) {
            throw corrupted("bytes");
        }
        return new ObjectInfo(
                key,
                entry.path("bytes").longValue(),
                SwiftHeaders.token(etag),
                time(text(entry, "last_modified")),
                ObjectAttributes.NONE);
    }

    static String text(JsonNode entry, String field) {
        if (!entry.path(field).isTextual()) {
            throw corrupted(field);
        }
        return entry.path(field).textValue();
    }

    /** Header fields have whole seconds, rounded up; so has this. */
    private static Instant time(String text) {
        try {
            Instant exact = LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            return exact.getNano() == 0 ? exact : Instant.ofEpochSecond(exact.getEpochSecond() + 1);
        } catch (DateTimeException e) {
            throw corrupted("last_modified");
        }
    }

    private static CloudException corrupted(String field) {
        return CloudException.of(
                ErrorCode.CORRUPTED,
                "An entry of the listing has no right '" + field + "'; is the object store a Swift?");
    }
}
