package dev.welkin.ai.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StoredObject;
import dev.welkin.storage.VersionToken;
import java.util.Optional;
import java.util.UUID;

/**
 * One small object for a version that may be deleted, written by conditional writes alone. A collector raises it, looks
 * at the aliases, and makes it final unless one needs the version; whoever wants to name the version lowers it, and the
 * collector gives up. A final one stays until nothing else of the version is there.
 */
final class Tombstones {
    private final Bucket bucket;

    Tombstones(Bucket bucket) {
        this.bucket = bucket;
    }

    boolean isFinal(String model, int version) {
        return read(model, version).filter(t -> t.state() == State.FINAL).isPresent();
    }

    /** Raises it, also if a collector that died had raised it; nothing if somebody else is at it. */
    Optional<VersionToken> raise(String model, int version) {
        PutMode mode = read(model, version).map(t -> PutMode.update(t.token())).orElseGet(PutMode::create);
        return write(model, version, State.RAISED, mode);
    }

    /** Makes it final; false if it is not the one that was raised any more. */
    boolean finish(String model, int version, VersionToken raised) {
        return write(model, version, State.FINAL, PutMode.update(raised)).isPresent();
    }

    /** Makes every collector give up that has raised it; false if it is final. */
    boolean lower(String model, int version) {
        while (true) {
            Optional<Tombstone> found = read(model, version);
            if (found.isEmpty() || found.get().state() == State.LOWERED) {
                return true;
            }
            if (found.get().state() == State.FINAL) {
                return false;
            }
            if (write(model, version, State.LOWERED, PutMode.update(found.get().token()))
                    .isPresent()) {
                return true;
            }
        }
    }

    private Optional<Tombstone> read(String model, int version) {
        String key = RegistryKeys.tombstone(model, version);
        try (StoredObject object = bucket.get(key)) {
            JsonNode root = Manifests.parse(BoundedRead.manifest(object, key), key);
            return Optional.of(new Tombstone(
                    State.valueOf(Manifests.text(root, "state")), object.info().token()));
        } catch (IllegalArgumentException e) {
            throw Manifests.corrupted(key, String.valueOf(e.getMessage()), e);
        } catch (CloudException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** No two writes are the same bytes, so no token of a backend can stand for two of them. */
    private Optional<VersionToken> write(String model, int version, State state, PutMode mode) {
        byte[] bytes = Manifests.bytes(Manifests.json()
                .createObjectNode()
                .put("state", state.name())
                .put("write", UUID.randomUUID().toString()));
        try {
            return Optional.of(bucket.put(
                            RegistryKeys.tombstone(model, version),
                            bytes,
                            PutOptions.mode(mode).withContentType("application/json"))
                    .token());
        } catch (CloudException e) {
            if (e.code() == ErrorCode.ALREADY_EXISTS || e.code() == ErrorCode.PRECONDITION_FAILED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private enum State {
        RAISED,
        LOWERED,
        FINAL
    }

    private record Tombstone(State state, VersionToken token) {}
}
