package dev.welkin.ai.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.CloudException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What lies in an alias's object: what it names, and the versions it is about to name. A version is announced here
 * before it is named, so that a collector that looks after it condemned the version's object finds it, and one that
 * looked before is found by the mover.
 *
 * @param alias what it names; null before the first move is done
 * @param next the versions announced, the latest last
 */
record AliasState(@Nullable ModelAlias alias, List<Integer> next) {
    /** Nothing is there yet. */
    static final AliasState NONE = new AliasState(null, List.of());

    /** More movers at once than that are told to announce again. */
    private static final int MAX_NEXT = 100;

    AliasState {
        next = next.stream().skip(Math.max(0, next.size() - MAX_NEXT)).toList();
    }

    Optional<ModelAlias> named() {
        return Optional.ofNullable(alias);
    }

    boolean announces(int version) {
        return next.contains(version);
    }

    AliasState announcing(int version) {
        List<Integer> more = new ArrayList<>(next);
        more.add(version);
        return new AliasState(alias, more);
    }

    /** Other movers' announcements end with a move; they announce again. */
    static AliasState of(ModelAlias moved) {
        return new AliasState(moved, List.of());
    }

    /** What must not be deleted: what is named, what is about to be, and where a rollback leads. */
    List<Integer> needed() {
        List<Integer> needed = new ArrayList<>(next);
        named().ifPresent(a -> {
            needed.add(a.version());
            needed.addAll(a.earlier().subList(0, Math.min(1, a.earlier().size())));
        });
        return needed;
    }

    /** No two writes are the same bytes, so no token of a backend can stand for two of them. */
    byte[] encode() {
        ObjectNode root = Manifests.json().createObjectNode();
        named().ifPresent(a -> {
            root.put("version", a.version());
            a.earlier().forEach(root.putArray("earlier")::add);
        });
        next.forEach(root.putArray("next")::add);
        root.put("write", UUID.randomUUID().toString());
        return Manifests.bytes(root);
    }

    static AliasState decode(byte[] bytes, String key, ModelReference.Aliased reference) {
        JsonNode root = Manifests.parse(bytes, key);
        try {
            List<Integer> next = Manifests.list(root, "next", v -> Manifests.whole(v, "next"));
            if (!root.has("version") && !next.isEmpty()) {
                return new AliasState(null, next);
            }
            List<Integer> earlier = Manifests.list(root, "earlier", v -> Manifests.whole(v, "earlier"));
            int version = Manifests.whole(root.path("version"), "version");
            return new AliasState(new ModelAlias(reference.name(), reference.alias(), version, earlier), next);
        } catch (CloudException | ArithmeticException e) {
            throw Manifests.corrupted(key, String.valueOf(e.getMessage()), e);
        }
    }
}
