package dev.welkin.storage.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.azure.AzureXml;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpBody;
import dev.welkin.storage.spi.TagsRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads and writes tags: Get Blob Tags and Set Blob Tags. */
final class BlobTags {
    private final BlobClient client;
    private final String container;

    BlobTags(BlobClient client, String container) {
        this.client = client;
        this.container = container;
    }

    Map<String, String> read(String key, Attempt attempt) {
        Answer answer = new Answer();
        AzureXml.read(client.read(BlobClient.request("GET", uri(key)), attempt), answer);
        return answer.tags;
    }

    /** Reads tags to copy them along; whoever may not see them copies without. */
    Map<String, String> visible(String key, Attempt attempt) {
        try {
            return read(key, attempt);
        } catch (CloudException e) {
            if (e.code() == ErrorCode.PERMISSION_DENIED || e.code() == ErrorCode.UNSUPPORTED) {
                return Map.of();
            }
            throw e;
        }
    }

    /** What tags may hold needs no escaping. */
    void write(TagsRequest request, Attempt attempt) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><Tags><TagSet>");
        new TreeMap<>(request.tags())
                .forEach((name, value) -> xml.append("<Tag><Key>")
                        .append(name)
                        .append("</Key><Value>")
                        .append(value)
                        .append("</Value></Tag>"));
        byte[] body = xml.append("</TagSet></Tags>").toString().getBytes(StandardCharsets.UTF_8);
        HttpBody content = HttpBody.of("application/xml", body);
        client.call(BlobClient.request("PUT", uri(request.key()), List.of(), content), attempt);
    }

    private URI uri(String key) {
        return client.uri(container + "/" + BlobNames.path(key), "comp=tags");
    }

    private static final class Answer implements AzureXml.Visitor {
        private final Map<String, String> tags = new HashMap<>();
        private String name = "";
        private String value = "";

        @Override
        public void end(String path, String text, boolean encoded) {
            switch (path) {
                case "Tags/TagSet/Tag/Key" -> name = text;
                case "Tags/TagSet/Tag/Value" -> value = text;
                case "Tags/TagSet/Tag" -> {
                    tags.put(name, value);
                    value = "";
                }
                default -> {
                    // only containers remain
                }
            }
        }
    }
}
