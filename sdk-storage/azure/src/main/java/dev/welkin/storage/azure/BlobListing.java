package dev.welkin.storage.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.azure.AzureXml;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpRequest;
import dev.welkin.storage.ListOptions;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.ObjectKey;
import dev.welkin.storage.spi.ListRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists blobs: List Blobs. Azure cannot begin behind a key, so what lies before it is read and left out, which takes as
 * many requests as there are pages before it.
 */
final class BlobListing {
    private final BlobClient client;
    private final String container;

    BlobListing(BlobClient client, String container) {
        this.client = client;
        this.container = container;
    }

    ListPage page(ListRequest request, Attempt attempt) {
        Answer answer = new Answer(request.options());
        AzureXml.read(client.read(asked(request), attempt), answer);
        return new ListPage(answer.objects, answer.prefixes, answer.next);
    }

    private HttpRequest asked(ListRequest request) {
        ListOptions options = request.options();
        StringBuilder query = new StringBuilder("restype=container&comp=list");
        query.append("&maxresults=").append(options.pageSize());
        add(query, "prefix", options.prefix());
        add(query, "delimiter", options.delimiter());
        add(query, "marker", request.cursor());
        return BlobClient.request("GET", client.uri(container, query.toString()));
    }

    private static void add(StringBuilder query, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            query.append('&').append(name).append('=').append(BlobNames.encoded(value));
        }
    }

    /** Collects a page as it is read. */
    private static final class Answer implements AzureXml.Visitor {
        private static final String BLOB = "EnumerationResults/Blobs/Blob";
        private static final String PREFIX = "EnumerationResults/Blobs/BlobPrefix";

        private final ListOptions options;
        private final List<ObjectInfo> objects = new ArrayList<>();
        private final List<String> prefixes = new ArrayList<>();
        private @Nullable String next;
        private String name = "";
        private String etag = "";
        private String length = "";
        private Instant modified = Instant.EPOCH;

        Answer(ListOptions options) {
            this.options = options;
        }

        @Override
        public void end(String path, String text, boolean encoded) {
            switch (path) {
                case BLOB + "/Name", PREFIX + "/Name" -> name = encoded ? decoded(text) : text;
                case BLOB + "/Properties/Etag" -> etag = text;
                case BLOB + "/Properties/Content-Length" -> length = text;
                case BLOB + "/Properties/Last-Modified" -> modified = BlobHeaders.time(text);
                case BLOB -> addObject();
                case PREFIX -> addPrefix();
                case "EnumerationResults/NextMarker" -> next = text.isEmpty() ? null : text;
                default -> {
                    // much else is told of each blob
                }
            }
        }

        private void addObject() {
            if (behindStart(name)) {
                objects.add(new ObjectInfo(name, size(), BlobHeaders.token(etag), modified, ObjectAttributes.NONE));
            }
        }

        private void addPrefix() {
            if (behindStart(name) || options.startAfter().startsWith(name)) {
                prefixes.add(name);
            }
        }

        private boolean behindStart(String key) {
            return options.startAfter().isEmpty() || ObjectKey.ORDER.compare(key, options.startAfter()) > 0;
        }

        private long size() {
            try {
                return Long.parseLong(length);
            } catch (NumberFormatException e) {
                throw CloudException.of(ErrorCode.CORRUPTED, "A blob of the listing has no Content-Length", e);
            }
        }

        /** Names that XML cannot hold come percent-encoded. */
        private static String decoded(String text) {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
    }
}
