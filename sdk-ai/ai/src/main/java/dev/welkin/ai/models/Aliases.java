package dev.welkin.ai.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The aliases of a registry: one small object each, moved by conditional writes, so that no move is lost. */
final class Aliases {
    /** More losses in a row than any real contention gives. */
    private static final int MAX_TRIES = 100;

    private final Bucket bucket;

    Aliases(Bucket bucket) {
        this.bucket = bucket;
    }

    Optional<ModelAlias> find(ModelReference.Aliased reference) {
        return read(reference).map(Read::alias);
    }

    List<ModelAlias> of(String model) {
        String folder = RegistryKeys.aliases(model);
        List<ModelAlias> found = new ArrayList<>();
        bucket.list(folder).stream()
                .map(info -> RegistryKeys.alias(model, info.key()))
                .flatMap(Optional::stream)
                .forEach(alias -> find(alias).ifPresent(found::add));
        return found;
    }

    /** Moves an alias; several callers at once take turns. The change sees nothing where there is no alias yet. */
    ModelAlias change(ModelReference.Aliased reference, UnaryOperator<Optional<ModelAlias>> change) {
        for (int i = 0; i < MAX_TRIES; i++) {
            Optional<Read> before = read(reference);
            ModelAlias after = change.apply(before.map(Read::alias)).orElseThrow();
            if (before.isPresent() && before.get().alias().equals(after)) {
                return after;
            }
            if (write(reference, after, before.map(Read::mode).orElseGet(PutMode::create))) {
                return after;
            }
        }
        throw CloudException.of(
                ErrorCode.CONFLICT,
                "The alias " + reference.name() + "@" + reference.alias() + " was moved by others " + MAX_TRIES
                        + " times in a row while it should be moved here; try again");
    }

    private boolean write(ModelReference.Aliased reference, ModelAlias alias, PutMode mode) {
        try {
            bucket.put(
                    RegistryKeys.alias(reference),
                    encode(alias),
                    PutOptions.mode(mode).withContentType("application/json"));
            return true;
        } catch (CloudException e) {
            if (e.code() == ErrorCode.ALREADY_EXISTS || e.code() == ErrorCode.PRECONDITION_FAILED) {
                return false;
            }
            throw e;
        }
    }

    private Optional<Read> read(ModelReference.Aliased reference) {
        String key = RegistryKeys.alias(reference);
        try (StoredObject object = bucket.get(key)) {
            ModelAlias alias = decode(BoundedRead.manifest(object, key), key, reference);
            return Optional.of(new Read(alias, PutMode.update(object.info().token())));
        } catch (CloudException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static byte[] encode(ModelAlias alias) {
        ObjectNode root = Manifests.json().createObjectNode().put("version", alias.version());
        alias.earlier().forEach(root.putArray("earlier")::add);
        return Manifests.bytes(root);
    }

    private static ModelAlias decode(byte[] bytes, String key, ModelReference.Aliased reference) {
        JsonNode root = Manifests.parse(bytes, key);
        try {
            List<Integer> earlier = Manifests.list(root, "earlier", v -> Manifests.whole(v, "earlier"));
            return new ModelAlias(
                    reference.name(), reference.alias(), Manifests.whole(root.path("version"), "version"), earlier);
        } catch (CloudException | ArithmeticException e) {
            throw Manifests.corrupted(key, String.valueOf(e.getMessage()), e);
        }
    }

    private record Read(ModelAlias alias, PutMode mode) {}
}
