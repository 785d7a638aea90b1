package dev.welkin.storage.s3;

import dev.welkin.call.Attempt;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.XmlReader;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.ObjectVersion;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.spi.VersionPage;
import dev.welkin.storage.spi.VersionsRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists kept versions and delete marks (ListObjectVersions). A cursor is the key and the id to go on behind. */
final class S3Versions {
    private static final char SEPARATOR = '\n'; // stands in no key

    private final S3Client client;

    S3Versions(S3Client client) {
        this.client = client;
    }

    VersionPage list(VersionsRequest request, Attempt attempt) {
        S3Request get = S3Request.of("GET", "").query("versions").query("encoding-type", "url");
        S3Listing.query(get, "prefix", request.prefix());
        String cursor = request.cursor();
        if (cursor != null) {
            int end = cursor.indexOf(SEPARATOR);
            get.query("key-marker", cursor.substring(0, end));
            S3Listing.query(get, "version-id-marker", cursor.substring(end + 1));
        }
        Page page = new Page();
        try (HttpResponse response = client.send(get, attempt)) {
            XmlReader.read(response.body(), page);
        }
        return page.result();
    }

    /** Collects one page as it is read. */
    private static final class Page implements XmlReader.Visitor {
        private final List<Map<String, String>> entries = new ArrayList<>();
        private final Map<String, String> page = new HashMap<>();
        private Map<String, String> entry = new HashMap<>();

        @Override
        public void begin(int depth, String name) {
            if (depth == 2) {
                entry = new HashMap<>();
            }
        }

        @Override
        public void end(int depth, String name, String text) {
            if (depth == 3) {
                entry.put(name, text);
            } else if (depth == 2 && (name.equals("Version") || name.equals("DeleteMarker"))) {
                entry.put("kind", name);
                entries.add(entry);
            } else if (depth == 2) {
                page.put(name, text);
            }
        }

        VersionPage result() {
            return new VersionPage(entries.stream().map(this::version).toList(), next());
        }

        private @Nullable String next() {
            if (!page.getOrDefault("IsTruncated", "").strip().equals("true")) {
                return null;
            }
            String next = key(page.getOrDefault("NextKeyMarker", ""))
                    + SEPARATOR
                    + page.getOrDefault("NextVersionIdMarker", "");
            if (next.length() == 1) {
                throw S3Listing.bad("says that it goes on but names no further place, so that it would never end");
            }
            return next;
        }

        private ObjectVersion version(Map<String, String> one) {
            boolean deleted = one.getOrDefault("kind", "").equals("DeleteMarker");
            VersionId id = new VersionId(one.getOrDefault("VersionId", "null"));
            ObjectInfo info = new ObjectInfo(
                    key(one.getOrDefault("Key", "")),
                    deleted ? 0 : S3Listing.number(one.getOrDefault("Size", "")),
                    deleted ? new VersionToken(id.value()) : ObjectHeaders.token(one.getOrDefault("ETag", "")),
                    S3Listing.time(one.getOrDefault("LastModified", "")),
                    ObjectAttributes.NONE,
                    id);
            return new ObjectVersion(
                    info, id, one.getOrDefault("IsLatest", "").strip().equals("true"), deleted);
        }

        private String key(String text) {
            return page.getOrDefault("EncodingType", "").strip().equals("url") ? S3Listing.decoded(text) : text;
        }
    }
}
