package dev.welkin.storage.gcs;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.Json;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.ObjectVersion;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.spi.VersionPage;
import dev.welkin.storage.spi.VersionRef;
import dev.welkin.storage.spi.VersionsRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists and deletes generations. Google leaves no mark where an object was deleted; its newest generation just ceases
 * to be the live one. So a key without a live generation is listed with a mark of ours, and deleting that mark copies
 * the newest generation back. A cursor is the key to go on with.
 */
final class ObjectVersions {
    private static final String FIELDS = "nextPageToken,items(name,size,generation,timeCreated,timeDeleted)";
    private static final String MARK = "deleted-";

    private final GcsClient client;
    private final String bucket;
    private final ObjectReads reads;
    private final ObjectCopies copies;

    ObjectVersions(GcsClient client, String bucket, ObjectReads reads, ObjectCopies copies) {
        this.client = client;
        this.bucket = bucket;
        this.reads = reads;
        this.copies = copies;
    }

    /** Reads on until all generations of at least one key are there; those of the last key may go on. */
    VersionPage page(VersionsRequest request, Attempt attempt) {
        List<ObjectResource> found = new ArrayList<>();
        String token = null;
        do {
            Json page = read(request, token, attempt);
            page.at("items").items().forEach(item -> found.add(new ObjectResource(item)));
            token = ObjectListing.next(page, token);
        } while (token != null && hasOneKey(found));
        String rest = token == null ? null : found.get(found.size() - 1).name();
        found.removeIf(version -> version.name().equals(rest));
        return new VersionPage(newestFirst(found), rest);
    }

    void delete(VersionRef ref, Attempt attempt) {
        String id = ref.version().value();
        if (id.startsWith(MARK) && Generation.isOne(id.substring(MARK.length()))) {
            restore(ref.key(), id.substring(MARK.length()), attempt);
        } else if (Generation.isOne(id)) {
            reads.delete(ref.key(), reads.generation(ref.key(), ref.version()), attempt);
        }
    }

    private Json read(VersionsRequest request, @Nullable String token, Attempt attempt) {
        Query query = new Query()
                .add("versions", "true")
                .add("prefix", request.prefix())
                .add("startOffset", request.cursor())
                .add("pageToken", token)
                .add("fields", FIELDS);
        return client.read("GET", client.uri("b/" + bucket + "/o", query), null, attempt);
    }

    private static boolean hasOneKey(List<ObjectResource> found) {
        return found.isEmpty()
                || found.get(0).name().equals(found.get(found.size() - 1).name());
    }

    /** Google lists the generations of a key in the order in which they were written. */
    private static List<ObjectVersion> newestFirst(List<ObjectResource> found) {
        TreeMap<Integer, List<ObjectResource>> keys = new TreeMap<>();
        String key = null;
        for (ObjectResource one : found) {
            if (!one.name().equals(key)) {
                keys.put(keys.size(), new ArrayList<>());
            }
            key = one.name();
            keys.lastEntry().getValue().add(one);
        }
        List<ObjectVersion> all = new ArrayList<>();
        keys.values().forEach(versions -> add(versions, all));
        return all;
    }

    private static void add(List<ObjectResource> versions, List<ObjectVersion> all) {
        versions.sort(Comparator.comparingLong((ObjectResource one) -> Long.parseLong(one.generation()))
                .reversed());
        ObjectResource newest = versions.get(0);
        Instant deleted = newest.deleted();
        if (deleted != null) {
            all.add(mark(newest, deleted));
        }
        for (ObjectResource one : versions) {
            all.add(new ObjectVersion(one.listed(true), new VersionId(one.generation()), one.deleted() == null, false));
        }
    }

    private static ObjectVersion mark(ObjectResource newest, Instant deleted) {
        VersionId id = new VersionId(MARK + newest.generation());
        ObjectInfo info =
                new ObjectInfo(newest.name(), 0, new VersionToken(id.value()), deleted, ObjectAttributes.NONE, id);
        return new ObjectVersion(info, id, true, true);
    }

    /** Whoever has written the key meanwhile has taken the mark away already. */
    private void restore(String key, String generation, Attempt attempt) {
        try {
            copies.rewrite(key, generation, key, "0", attempt);
        } catch (CloudException e) {
            if (e.code() != ErrorCode.PRECONDITION_FAILED) {
                throw e;
            }
        }
    }
}
