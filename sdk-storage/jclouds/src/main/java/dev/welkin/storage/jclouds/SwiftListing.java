package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.Json;
import dev.welkin.storage.ListOptions;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.spi.ListRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists objects; a page goes on behind the last name of the page before. */
final class SwiftListing {
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
    static List<Json> entries(byte[] answer) {
        Json list = Json.read(answer);
        if (answer.length > 0 && !list.isList()) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED, "The listing is no list in JSON; is the object store a Swift?");
        }
        return list.items();
    }

    private static ListPage page(List<Json> entries, int pageSize) {
        List<ObjectInfo> objects = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        String last = "";
        for (Json entry : entries) {
            if (!entry.text("subdir").isEmpty()) {
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
    private static ObjectInfo info(String key, Json entry) {
        String etag = text(entry, "slo_etag", "hash");
        long sizeBytes = entry.number("bytes").orElse(-1);
        if (sizeBytes < 0) {
            throw corrupted("bytes");
        }
        return new ObjectInfo(
                key, sizeBytes, SwiftHeaders.token(etag), time(text(entry, "last_modified")), ObjectAttributes.NONE);
    }

    /** Returns the text of the first of these fields that has one. */
    static String text(Json entry, String... fields) {
        String text = entry.text(fields);
        if (text.isEmpty()) {
            throw corrupted(fields[fields.length - 1]);
        }
        return text;
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
