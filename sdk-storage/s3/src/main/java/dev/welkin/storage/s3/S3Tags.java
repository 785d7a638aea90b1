package dev.welkin.storage.s3;

import dev.welkin.call.Attempt;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.XmlReader;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.spi.TagsRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and replaces an object's tags. */
final class S3Tags {
    private final S3Client client;

    S3Tags(S3Client client) {
        this.client = client;
    }

    Map<String, String> get(String key, @Nullable VersionId version, Attempt attempt) {
        S3Request get = S3Request.of("GET", key).query("tagging");
        S3Reads.version(get, version);
        TagSet tags = new TagSet();
        try (HttpResponse response = client.send(get, attempt)) {
            XmlReader.read(response.body(), tags);
        }
        return Map.copyOf(tags.found);
    }

    void set(TagsRequest request, Attempt attempt) {
        XmlText xml = new XmlText("Tagging").open("TagSet");
        request.tags()
                .forEach((name, value) ->
                        xml.open("Tag").leaf("Key", name).leaf("Value", value).close("Tag"));
        byte[] document = xml.close("TagSet").bytes();
        client.sendAndClose(S3Request.of("PUT", request.key()).query("tagging").document(document), attempt);
    }

    /** Root, TagSet, Tag, Key and Value. */
    private static final class TagSet implements XmlReader.Visitor {
        private final Map<String, String> found = new HashMap<>();
        private String name = "";
        private String value = "";

        @Override
        public void end(int depth, String element, String text) {
            switch (depth + element) {
                case "4Key" -> name = text;
                case "4Value" -> value = text;
                case "3Tag" -> found.put(name, value);
                default -> {
                    // the frame
                }
            }
        }
    }
}
