package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.XmlReader;
import dev.welkin.storage.ListOptions;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.spi.ListRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lists objects (ListObjectsV2), with keys encoded since XML cannot hold every character of a key. */
final class S3Listing {
    private final S3Client client;

    S3Listing(S3Client client) {
        this.client = client;
    }

    ListPage list(ListRequest request, Attempt attempt) {
        ListOptions options = request.options();
        S3Request get = S3Request.of("GET", "").query("list-type", "2").query("encoding-type", "url");
        get.query("max-keys", Integer.toString(options.pageSize()));
        query(get, "prefix", options.prefix());
        query(get, "delimiter", options.delimiter());
        query(get, "start-after", options.startAfter());
        if (request.cursor() != null) {
            get.query("continuation-token", request.cursor());
        }
        Page page = new Page();
        try (HttpResponse response = client.send(get, attempt)) {
            XmlReader.read(response.body(), page);
        }
        return page.result();
    }

    static void query(S3Request request, String name, String value) {
        if (!value.isEmpty()) {
            request.query(name, value);
        }
    }

    static String decoded(String key) {
        if (key.indexOf('%') < 0 && key.indexOf('+') < 0) {
            return key;
        }
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw bad("holds a key that is not encoded as it says");
        }
    }

    static Instant time(String text) {
        try {
            return text.isEmpty() ? Instant.EPOCH : ListedTime.parse(text);
        } catch (DateTimeException e) {
            throw bad("holds a time that is none");
        }
    }

    static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw bad("holds a size that is no number");
        }
    }

    static CloudException bad(String what) {
        return CloudException.builder(ErrorCode.CORRUPTED, "The listing " + what + "; is it an S3 server?")
                .reason("bad_answer")
                .build();
    }

    /** Collects one page as it is read. Where the keys are encoded is told before or behind them. */
    private static final class Page implements XmlReader.Visitor {
        private final List<Entry> entries = new ArrayList<>();
        private final List<String> prefixes = new ArrayList<>();
        private String root = "";
        private String next = "";
        private boolean truncated;
        private boolean encoded;
        private String key = "";
        private String size = "";
        private String etag = "";
        private String time = "";

        private record Entry(String key, String size, String etag, String time) {}

        @Override
        public void begin(int depth, String name) {
            if (depth == 1) {
                root = name;
            }
        }

        @Override
        public void end(int depth, String name, String text) {
            if (depth == 3) {
                entry(name, text);
            } else if (depth == 2) {
                page(name, text);
            }
        }

        private void entry(String name, String text) {
            switch (name) {
                case "Key", "Prefix" -> key = text;
                case "Size" -> size = text;
                case "ETag" -> etag = text;
                case "LastModified" -> time = text;
                default -> {
                    // owner, storage class and the like
                }
            }
        }

        private void page(String name, String text) {
            switch (name) {
                case "Contents" -> entries.add(new Entry(key, size, etag, time));
                case "CommonPrefixes" -> prefixes.add(key);
                case "NextContinuationToken" -> next = text;
                case "IsTruncated" -> truncated = text.strip().equals("true");
                case "EncodingType" -> encoded = text.strip().equals("url");
                default -> {
                    // what was asked, repeated
                }
            }
        }

        ListPage result() {
            if (!root.equals("ListBucketResult")) {
                throw bad("is none but <" + dev.welkin.spi.Shown.of(root, 64) + ">");
            }
            if (truncated && next.isEmpty()) {
                throw bad("says that it goes on but names no further place, so that it would never end");
            }
            List<ObjectInfo> objects = new ArrayList<>(entries.size());
            entries.forEach(entry -> objects.add(info(entry)));
            return new ListPage(objects, prefixes.stream().map(this::key).toList(), truncated ? next : null);
        }

        private ObjectInfo info(Entry entry) {
            return new ObjectInfo(
                    key(entry.key()),
                    number(entry.size()),
                    ObjectHeaders.token(entry.etag()),
                    time(entry.time()),
                    ObjectAttributes.NONE);
        }

        private String key(String text) {
            return encoded ? decoded(text) : text;
        }
    }
}
