package dev.welkin.storage.gcs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.storage.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One bucket of the fake: its generations, conditions and listings. */
final class FakeBucket {
    private static final Set<String> WRITABLE = Set.of(
            "name", "contentType", "cacheControl", "contentDisposition", "contentEncoding", "metadata", "crc32c");
    private static final AtomicLong GENERATIONS = new AtomicLong(1_700_000_000_000_000L);

    private final String name;
    private final boolean versioned;
    private final TreeSet<FakeObject> objects = new TreeSet<>(FakeObject.ORDER);

    FakeBucket(String name, boolean versioned) {
        this.name = name;
        this.versioned = versioned;
    }

    boolean isEmpty() {
        return objects.isEmpty();
    }

    ObjectNode resource(FakeObject object) {
        return object.resource(name);
    }

    /** Finds the live generation, or the one that is asked for. */
    FakeObject find(String key, String generation) {
        return objects.stream()
                .filter(object -> object.name.equals(key))
                .filter(object -> generation.isEmpty()
                        ? object.live()
                        : Long.toString(object.generation).equals(generation))
                .findFirst()
                .orElseThrow(() -> new FakeFailure(404, "notFound", "No such object: " + name + "/" + key));
    }

    FakeObject read(FakeRequest request) {
        FakeObject object = find(request.path().get(3), request.field("generation"));
        String generation = Long.toString(object.generation);
        if (!request.field("ifGenerationMatch").isEmpty()
                && !request.field("ifGenerationMatch").equals(generation)) {
            throw FakeFailure.broken();
        }
        if (request.field("ifGenerationNotMatch").equals(generation)) {
            throw new FakeFailure(304, "notModified", "");
        }
        return object;
    }

    void requireCondition(String key, String condition) {
        String there = objects.stream()
                .filter(object -> object.name.equals(key) && object.live())
                .map(object -> Long.toString(object.generation))
                .findFirst()
                .orElse("0");
        if (!condition.isEmpty() && !condition.equals(there)) {
            throw FakeFailure.broken();
        }
    }

    FakeObject write(ObjectNode given, byte[] bytes, String condition) {
        String key = given.path("name").asText();
        given.fieldNames().forEachRemaining(field -> {
            if (!WRITABLE.contains(field)) {
                throw FakeFailure.invalid("unknown field " + field);
            }
        });
        if (key.isEmpty()
                || key.equals(".")
                || key.equals("..")
                || key.getBytes(StandardCharsets.UTF_8).length > 1024) {
            throw FakeFailure.invalid("Invalid object name");
        }
        if (given.has("crc32c") && !given.path("crc32c").asText().equals(FakeObject.checksum(bytes))) {
            throw FakeFailure.invalid("Provided CRC32C doesn't match calculated CRC32C");
        }
        requireCondition(key, condition);
        retire(key);
        FakeObject object = new FakeObject(key, GENERATIONS.incrementAndGet(), bytes, given.deepCopy());
        objects.add(object);
        return object;
    }

    void delete(String key, String generation) {
        FakeObject object = find(key, generation);
        if (generation.isEmpty()) {
            retire(key);
        } else {
            objects.remove(object);
        }
    }

    ObjectNode list(FakeRequest request) {
        boolean versions = request.field("versions").equals("true");
        int most = request.field("maxResults").isEmpty() ? 1000 : Integer.parseInt(request.field("maxResults"));
        String delimiter = request.field("delimiter");
        if (delimiter.length() > 1 || most < 1) {
            throw FakeFailure.invalid("delimiter or maxResults");
        }
        String after = request.field("pageToken").isEmpty()
                ? ""
                : new String(Base64.getDecoder().decode(request.field("pageToken")), StandardCharsets.UTF_8);
        ObjectNode page = FakeJson.object().put("kind", "storage#objects");
        ArrayNode items = page.objectNode().putArray("items");
        Set<String> prefixes = new TreeSet<>(ObjectKey.ORDER);
        String last = null;
        for (FakeObject object : objects) {
            String fold = prefix(object.name, request.field("prefix"), delimiter);
            String place = fold != null ? fold : object.name + (versions ? "\n" + object.generation : "");
            boolean wanted = (versions || object.live())
                    && object.name.startsWith(request.field("prefix"))
                    && ObjectKey.ORDER.compare(object.name, request.field("startOffset")) >= 0
                    && isBehind(place, after)
                    && !prefixes.contains(fold == null ? "" : fold);
            if (!wanted) {
                continue;
            }
            if (items.size() + prefixes.size() == most) {
                page.put(
                        "nextPageToken",
                        Base64.getEncoder().encodeToString(String.valueOf(last).getBytes(StandardCharsets.UTF_8)));
                break;
            }
            last = place;
            if (fold != null) {
                prefixes.add(fold);
            } else {
                items.add(only(object.resource(name), request.field("fields")));
            }
        }
        if (!items.isEmpty()) {
            page.set("items", items);
        }
        if (!prefixes.isEmpty()) {
            ArrayNode folded = page.putArray("prefixes");
            prefixes.forEach(folded::add);
        }
        return page;
    }

    private static boolean isBehind(String place, String after) {
        return after.isEmpty() || ObjectKey.ORDER.compare(place, after) > 0;
    }

    private static @Nullable String prefix(String key, String prefix, String delimiter) {
        int end = delimiter.isEmpty() || !key.startsWith(prefix) ? -1 : key.indexOf(delimiter, prefix.length());
        return end < 0 ? null : key.substring(0, end + delimiter.length());
    }

    /** Leaves of a resource what the partial response names. */
    private static ObjectNode only(ObjectNode resource, String fields) {
        int from = fields.indexOf("items(");
        if (from >= 0) {
            resource.retain(List.of(
                    fields.substring(from + 6, fields.indexOf(')', from)).split(",")));
        }
        return resource;
    }

    /** What was live becomes an old version, or is gone. */
    private void retire(String key) {
        objects.stream()
                .filter(object -> object.name.equals(key) && object.live())
                .findFirst()
                .ifPresent(object -> {
                    object.deleted = Instant.now();
                    if (!versioned) {
                        objects.remove(object);
                    }
                });
    }
}
