package dev.welkin.storage.gcs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.storage.ObjectKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** One generation that the fake keeps. */
final class FakeObject {
    /** By name, then as they were written. */
    static final Comparator<FakeObject> ORDER =
            Comparator.comparing((FakeObject one) -> one.name, ObjectKey.ORDER).thenComparing(one -> one.generation);

    final String name;
    final long generation;
    final byte[] bytes;
    final ObjectNode given;

    @Nullable Instant deleted;

    final Instant created = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    FakeObject(String name, long generation, byte[] bytes, ObjectNode given) {
        this.name = name;
        this.generation = generation;
        this.bytes = bytes;
        this.given = given;
    }

    boolean live() {
        return deleted == null;
    }

    String text(String field) {
        return given.path(field).asText();
    }

    ObjectNode resource(String bucket) {
        ObjectNode resource = given.deepCopy();
        resource.put("kind", "storage#object");
        resource.put("name", name);
        resource.put("bucket", bucket);
        resource.put("generation", Long.toString(generation));
        resource.put("metageneration", "1");
        resource.put("size", Long.toString(bytes.length));
        resource.put("timeCreated", created.toString());
        resource.put("updated", created.toString());
        resource.put("crc32c", checksum(bytes));
        if (deleted != null) {
            resource.put("timeDeleted", deleted.toString());
        }
        return resource;
    }

    static String checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return ObjectResource.crc32c((int) checksum.getValue());
    }
}
