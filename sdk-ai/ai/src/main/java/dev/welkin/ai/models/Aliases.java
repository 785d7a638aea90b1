package dev.welkin.ai.models;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StoredObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The aliases of a registry: one small object each, moved by conditional writes, so that no move is lost. A move
 * announces the version, then looks whether the version is still there, then names it; so whoever deletes a version
 * that no alias names or announces deletes none that an alias will name.
 */
final class Aliases {
    /** More losses in a row than any real contention gives. */
    private static final int MAX_TRIES = 200;

    private final Bucket bucket;

    Aliases(Bucket bucket) {
        this.bucket = bucket;
    }

    Optional<ModelAlias> find(ModelReference.Aliased reference) {
        return read(reference).state().named();
    }

    List<ModelAlias> of(String model) {
        List<ModelAlias> found = new ArrayList<>();
        references(model).forEach(alias -> find(alias).ifPresent(found::add));
        return found;
    }

    /** Returns the versions that must not be deleted. */
    Set<Integer> needed(String model) {
        Set<Integer> needed = new HashSet<>();
        references(model).forEach(alias -> needed.addAll(read(alias).state().needed()));
        return needed;
    }

    /**
     * Moves an alias; several callers at once take turns. The check comes after a read that found the announcement, and
     * the move is written over just what was read: so the announcement has stood since before the check, whoever made
     * it.
     *
     * @param change what the alias becomes; it sees nothing where there is no alias yet
     * @param check fails if the version can't be named
     */
    ModelAlias move(ModelReference.Aliased reference, UnaryOperator<Optional<ModelAlias>> change, IntConsumer check) {
        for (int i = 0; i < MAX_TRIES; i++) {
            Read before = read(reference);
            ModelAlias after = change.apply(before.state().named()).orElseThrow();
            if (before.state().named().equals(Optional.of(after))) {
                return after;
            }
            if (!before.state().announces(after.version())) {
                write(reference, before.state().announcing(after.version()), before.mode());
                continue; // and read what is there now
            }
            check.accept(after.version());
            if (write(reference, AliasState.of(after), before.mode())) {
                return after;
            }
        }
        throw contended(reference);
    }

    private Stream<ModelReference.Aliased> references(String model) {
        return bucket.list(RegistryKeys.aliases(model)).stream()
                .map(info -> RegistryKeys.alias(model, info.key()))
                .flatMap(Optional::stream);
    }

    private boolean write(ModelReference.Aliased reference, AliasState state, PutMode mode) {
        try {
            bucket.put(
                    RegistryKeys.alias(reference),
                    state.encode(),
                    PutOptions.mode(mode).withContentType("application/json"));
            return true;
        } catch (CloudException e) {
            if (e.code() == ErrorCode.ALREADY_EXISTS || e.code() == ErrorCode.PRECONDITION_FAILED) {
                return false;
            }
            throw e;
        }
    }

    private Read read(ModelReference.Aliased reference) {
        String key = RegistryKeys.alias(reference);
        try (StoredObject object = bucket.get(key)) {
            AliasState state = AliasState.decode(BoundedRead.manifest(object, key), key, reference);
            return new Read(state, PutMode.update(object.info().token()));
        } catch (CloudException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return new Read(AliasState.NONE, PutMode.create());
            }
            throw e;
        }
    }

    private static CloudException contended(ModelReference.Aliased reference) {
        return CloudException.of(
                ErrorCode.CONFLICT,
                "The alias " + reference.name() + "@" + reference.alias() + " was moved by others " + MAX_TRIES
                        + " times in a row while it should be moved here; try again");
    }

    private record Read(AliasState state, PutMode mode) {}
}
