package dev.welkin.storage.gcs;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Json;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.spi.MetadataText;
import dev.welkin.storage.spi.WriteId;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One object as the JSON API describes it.
 *
 * @param json the resource
 */
record ObjectResource(Json json) {
    /** The metadata name of the marker of a write; no metadata name of a user is the same. */
    private static final String MARKER = "welkin_write";

    /** Writes what is to be known of a new object. */
    static Map<String, Object> write(WriteId id, ObjectAttributes attributes) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("name", id.key());
        put(resource, "contentType", attributes.contentType());
        put(resource, "cacheControl", attributes.cacheControl());
        put(resource, "contentDisposition", attributes.contentDisposition());
        put(resource, "contentEncoding", attributes.contentEncoding());
        Map<String, String> metadata = new LinkedHashMap<>();
        attributes.metadata().forEach((name, value) -> metadata.put(own(name), MetadataText.encode(value)));
        metadata.put(MARKER, id.marker());
        resource.put("metadata", metadata);
        return resource;
    }

    static String crc32c(int checksum) {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(4).putInt(checksum).array());
    }

    String name() {
        return required("name");
    }

    String generation() {
        String generation = required("generation");
        if (!Generation.isOne(generation)) {
            throw GcsAnswer.bad("has a generation that is no number");
        }
        return generation;
    }

    long sizeBytes() {
        try {
            return Long.parseLong(required("size"));
        } catch (NumberFormatException e) {
            throw GcsAnswer.bad("has a size that is no number");
        }
    }

    /** Returns when a version stopped being the current one, or null if it is. */
    @Nullable Instant deleted() {
        return json.text("timeDeleted").isEmpty() ? null : time("timeDeleted");
    }

    /** Returns the checksum of all bytes: CRC-32C, big-endian, in Base64. */
    @Nullable Integer crc32c() {
        try {
            byte[] bytes = Base64.getDecoder().decode(text("crc32c"));
            return bytes.length == 4 ? ByteBuffer.wrap(bytes).getInt() : null;
        } catch (IllegalArgumentException e) {
            throw GcsAnswer.bad("has a crc32c that is no Base64");
        }
    }

    boolean isOf(WriteId id) {
        return json.at("metadata").text(MARKER).equals(id.marker());
    }

    /** Returns what is known of the object, with its attributes. */
    ObjectInfo info(boolean versioned) {
        return listed(versioned).withAttributes(attributes());
    }

    /** Returns what is known of the object, without attributes. */
    ObjectInfo listed(boolean versioned) {
        return new ObjectInfo(
                name(),
                sizeBytes(),
                new VersionToken(generation()),
                time("timeCreated"),
                ObjectAttributes.NONE,
                versioned ? new VersionId(generation()) : null);
    }

    private ObjectAttributes attributes() {
        Map<String, String> metadata = new HashMap<>();
        json.at("metadata").fields().forEach((name, value) -> addMetadata(metadata, name, value.text()));
        return new ObjectAttributes(
                plain(text("contentType")),
                plain(text("cacheControl")),
                plain(text("contentDisposition")),
                plain(text("contentEncoding")),
                metadata);
    }

    /** Adds what a user of ours can have written; what others named otherwise cannot be shown as metadata. */
    static void addMetadata(Map<String, String> metadata, String name, String value) {
        if (ObjectAttributes.isName(name) && !name.equals(MARKER)) {
            metadata.put(name, MetadataText.decode(value));
        }
    }

    /** What others stored may be more than a field of ours holds; it is left out then. */
    static String plain(String value) {
        return ObjectAttributes.isField(value) ? value : "";
    }

    private Instant time(String name) {
        try {
            return Instant.parse(required(name));
        } catch (DateTimeException e) {
            throw GcsAnswer.bad("has a " + name + " that is no time");
        }
    }

    private String text(String name) {
        return json.text(name);
    }

    private String required(String name) {
        if (text(name).isEmpty()) {
            throw GcsAnswer.bad("has no " + name);
        }
        return text(name);
    }

    private static void put(Map<String, Object> resource, String name, String value) {
        if (!value.isEmpty()) {
            resource.put(name, value);
        }
    }

    private static String own(String name) {
        if (MARKER.equals(name)) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "The metadata name '" + name + "' is used by Welkin itself; choose another")
                    .reason("attributes")
                    .build();
        }
        return name;
    }
}
