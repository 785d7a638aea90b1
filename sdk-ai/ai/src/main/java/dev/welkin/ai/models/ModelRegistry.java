package dev.welkin.ai.models;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.internal.saved.Sha256;
import dev.welkin.spi.Shown;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.ListOptions;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StoredObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Models on a bucket: numbered versions that never change, and aliases that move between them. A reference is
 * {@code faces@prod} (an alias), {@code faces:3} (a version) or {@code faces} (the latest version). Safe for use by
 * several threads, processes and machines on one bucket.
 *
 * <p>A version appears at once and whole: its number is taken by a conditional write, its files follow, its manifest is
 * written last. One that was cut off in between is never seen; its number stays unused. Nothing is deleted but by
 * {@link #collect} and {@link #collectUnfinished}.
 */
public final class ModelRegistry {
    /** The most bytes that {@link #cachedIn(Path)} keeps: 10 GiB. */
    public static final long DEFAULT_CACHE_BYTES = 10L << 30;

    private static final PutOptions CREATE = PutOptions.mode(PutMode.create());

    private final Bucket bucket;
    private final Aliases aliases;
    private final @Nullable ModelCache cache;
    private final Signatures signatures;

    private ModelRegistry(Bucket bucket, @Nullable ModelCache cache, Signatures signatures) {
        this.bucket = bucket;
        this.aliases = new Aliases(bucket);
        this.cache = cache;
        this.signatures = signatures;
    }

    /**
     * Opens the registry on a bucket. Other objects may lie in the bucket, outside {@code models/}.
     *
     * @param bucket where; it must support conditional writes
     * @return the registry, without a cache folder
     */
    public static ModelRegistry on(Bucket bucket) {
        return new ModelRegistry(bucket, null, Signatures.NONE);
    }

    /**
     * Opens the registry on the bucket named {@code models}.
     *
     * @param cloud holds the configuration
     * @return the registry, without a cache folder
     * @throws CloudException INVALID_ARGUMENT if a configuration exists but has no such bucket
     */
    public static ModelRegistry open(Cloud cloud) {
        return on(Bucket.open(cloud, "models"));
    }

    /**
     * Returns this registry with files kept on this machine, at most {@link #DEFAULT_CACHE_BYTES}.
     *
     * @param folder where; made for its owner alone
     * @return a registry on the same bucket
     * @throws CloudException if the folder cannot be opened
     */
    public ModelRegistry cachedIn(Path folder) {
        return cachedIn(folder, DEFAULT_CACHE_BYTES);
    }

    /**
     * Returns this registry with files kept on this machine. The least lately used go first.
     *
     * @param folder where; made for its owner alone
     * @param maxBytes the most bytes to keep; a single larger file is kept alone
     * @return a registry on the same bucket
     * @throws CloudException INVALID_ARGUMENT if the limit is not positive; as {@link #cachedIn(Path)}
     */
    public ModelRegistry cachedIn(Path folder, long maxBytes) {
        return new ModelRegistry(bucket, new ModelCache(folder, maxBytes), signatures);
    }

    /**
     * Returns this registry with every version it publishes signed (Ed25519 over the manifest, which holds the SHA-256
     * of every file).
     *
     * @param key a private Ed25519 key, as {@link ModelKeys} makes and reads it
     * @return a registry on the same bucket
     * @throws CloudException INVALID_ARGUMENT if it is a key of another kind
     */
    public ModelRegistry signedBy(PrivateKey key) {
        return new ModelRegistry(bucket, cache, signatures.signedBy(key));
    }

    /**
     * Returns this registry with every version refused that none of the keys has signed, or that was altered since.
     * Aliases are not signed: whoever may write to the bucket can still choose among the signed versions.
     *
     * @param keys public Ed25519 keys, at least one
     * @return a registry on the same bucket
     * @throws CloudException INVALID_ARGUMENT if there is none, or one of another kind
     */
    public ModelRegistry trustedKeys(PublicKey... keys) {
        return new ModelRegistry(bucket, cache, signatures.trusting(List.of(keys)));
    }

    /**
     * Returns this registry with formats that are code, as TorchScript is, loaded or refused where no trusted key has
     * signed them. Whoever may write to the bucket may then run code here.
     *
     * @param value true to load them; default false
     * @return a registry on the same bucket
     */
    public ModelRegistry trusted(boolean value) {
        return new ModelRegistry(bucket, cache, signatures.trusted(value));
    }

    /**
     * Publishes a new version. Several publishers at once get a version each.
     *
     * @param name lower-case letters, digits, '.', '_' and '-', at most 63
     * @param model what to publish
     * @return the manifest, with the version's number
     * @throws CloudException INVALID_ARGUMENT if name, description or files can be no model; CONFLICT if it took so
     *     long that {@link #collectUnfinished} gave it up; as {@link Bucket#put} says
     */
    public ModelManifest publish(String name, Model model) {
        Map<String, byte[]> files = new TreeMap<>(model.files());
        List<ModelFile> listed = files.entrySet().stream()
                .map(f -> new ModelFile(f.getKey(), f.getValue().length, Sha256.of(f.getValue())))
                .toList();
        ModelManifest draft = new ModelManifest(name, 1, Instant.EPOCH, model.description(), listed); // refused early
        Manifests.encode(draft);
        ModelManifest manifest = claim(draft);
        files.forEach((file, bytes) -> bucket.put(RegistryKeys.file(manifest, file), bytes, CREATE));
        byte[] encoded = Manifests.encode(manifest);
        signatures
                .sign(encoded)
                .ifPresent(
                        signature -> bucket.put(RegistryKeys.signature(name, manifest.version()), signature, CREATE));
        finish(manifest, encoded);
        return manifest;
    }

    /**
     * Finds a version.
     *
     * @param reference {@code name@alias}, {@code name:3} or {@code name}
     * @return its manifest
     * @throws CloudException INVALID_ARGUMENT if this is no reference; NOT_FOUND if there is no such model, version or
     *     alias; CORRUPTED if the manifest is not what a registry writes; REFUSED (reason {@code signature}) if none of
     *     the trusted keys has signed it
     */
    public ModelManifest resolve(String reference) {
        ModelReference parsed = ModelReference.parse(reference);
        if (parsed instanceof ModelReference.Aliased aliased) {
            return named(aliased);
        }
        if (parsed instanceof ModelReference.Exact exact) {
            return require(exact.name(), exact.version());
        }
        return latest(parsed.name());
    }

    /**
     * Opens a version.
     *
     * @param reference as {@link #resolve} takes it
     * @return its manifest and files; files are fetched when asked for
     * @throws CloudException as {@link #resolve}
     */
    public PublishedModel load(String reference) {
        return new PublishedModel(resolve(reference), bucket, cache);
    }

    /**
     * Loads a version.
     *
     * @param reference as {@link #resolve} takes it
     * @param format what the model is; for example {@code TextClassifier.FORMAT}
     * @param <T> the model
     * @return the model
     * @throws CloudException as {@link #resolve}; UNSUPPORTED if the version is of another format; CORRUPTED if a file
     *     is not the one that was published; REFUSED (reason {@code code}) if the format is code and nobody vouches for
     *     it
     */
    public <T> T load(String reference, ModelFormat<T> format) {
        PublishedModel published = load(reference);
        String found = published.manifest().description().format();
        if (!found.equals(format.name())) {
            throw CloudException.of(
                    ErrorCode.UNSUPPORTED,
                    published.manifest().reference() + " has the format '" + Shown.of(found)
                            + "' and was asked for as '" + format.name() + "'; load it with the format it has");
        }
        if (format.isCode()) {
            signatures.requireTrust(published.manifest().reference());
        }
        return format.read(published);
    }

    /**
     * Lists the models.
     *
     * @return names in alphabetical order, also of models whose first version is being published
     */
    public List<String> names() {
        return folders(RegistryKeys.ROOT).stream()
                .map(f -> f.substring(RegistryKeys.ROOT.length(), f.length() - 1))
                .filter(ModelNames::isModel)
                .sorted()
                .toList();
    }

    /**
     * Lists the versions of a model.
     *
     * @param name the model's name
     * @return manifests, the latest first; empty if there is none
     * @throws CloudException CORRUPTED if a manifest is not what a registry writes
     */
    public List<ModelManifest> versions(String name) {
        return published(name, Integer.MAX_VALUE);
    }

    /**
     * Lists the aliases of a model.
     *
     * @param name the model's name
     * @return its aliases in alphabetical order; empty if there is none
     * @throws CloudException CORRUPTED if an alias is not what a registry writes
     */
    public List<ModelAlias> aliases(String name) {
        return aliases.of(ModelNames.checkModel(name));
    }

    /**
     * Moves an alias to a version, or makes it. Of several callers at once the last one wins, and every move is in the
     * alias's history.
     *
     * @param alias for example {@code faces@prod}
     * @param version a published version
     * @return the alias after the move
     * @throws CloudException INVALID_ARGUMENT if this is no alias; NOT_FOUND if there is no such version
     */
    public ModelAlias promote(String alias, int version) {
        ModelReference.Aliased reference = ModelReference.alias(alias);
        require(reference.name(), version);
        return move(reference, before -> Optional.of(moved(reference, before, version)));
    }

    /**
     * Moves an alias only if it names the version the caller believes.
     *
     * @param alias for example {@code faces@prod}
     * @param version a published version
     * @param expected the version that the alias must name before
     * @return the alias after the move
     * @throws CloudException PRECONDITION_FAILED if it names another version or does not exist; as
     *     {@link #promote(String, int)}
     */
    public ModelAlias promote(String alias, int version, int expected) {
        ModelReference.Aliased reference = ModelReference.alias(alias);
        require(reference.name(), version);
        return move(reference, before -> {
            int found = before.map(ModelAlias::version).orElse(0);
            if (found != expected) {
                throw CloudException.of(
                        ErrorCode.PRECONDITION_FAILED,
                        alias + " should move from version " + expected + " to " + version + ", but it names "
                                + (found == 0 ? "nothing yet" : "version " + found) + "; look again and decide anew");
            }
            return Optional.of(moved(reference, before, version));
        });
    }

    /**
     * Takes the last move of an alias back.
     *
     * @param alias for example {@code faces@prod}
     * @return the alias, naming the version it named before
     * @throws CloudException NOT_FOUND if there is no such alias, or the version it named before is deleted;
     *     PRECONDITION_FAILED if it never named another version
     */
    public ModelAlias rollback(String alias) {
        ModelReference.Aliased reference = ModelReference.alias(alias);
        alias(reference);
        return move(
                reference,
                before -> before.map(a -> {
                    if (a.earlier().isEmpty()) {
                        throw CloudException.of(
                                ErrorCode.PRECONDITION_FAILED,
                                alias + " names version " + a.version()
                                        + " and never named another; promote one instead");
                    }
                    return a.movedBack();
                }));
    }

    /**
     * Deletes versions of a model that are older than its latest ones. Those that an alias names stay, and those that
     * one rollback leads to, also when aliases move at the same moment: a move either keeps the version, or fails as
     * for one that was never there. What a collector that died had begun is brought to an end. Numbers of deleted
     * versions are not used again. A program that has opened a version and not read its files yet finds them gone
     * (CORRUPTED), so keep as many as may be in use without an alias. Publications that were cut off stay, see
     * {@link #collectUnfinished}.
     *
     * @param name the model's name
     * @param keep how many of the latest versions stay in any case, at least 1
     * @return the versions deleted, the oldest first; of several collectors at once, more than one may name a version
     * @throws CloudException INVALID_ARGUMENT if fewer than 1 shall stay; CORRUPTED if an alias is not what a registry
     *     writes: then nothing is deleted
     */
    public List<Integer> collect(String name, int keep) {
        ModelNames.checkModel(name);
        if (keep < 1) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "All versions of '" + name + "' but " + keep + " were to be deleted; at least 1 stays");
        }
        return new Collector(bucket).collect(name, numbers(name).boxed().toList(), keep);
    }

    /**
     * Deletes what publications left that were cut off, by a crash for example. One is taken for cut off if it has no
     * manifest and nothing of it was written since a moment; a publisher that is still at it then fails with CONFLICT
     * and publishes no version without its files. Numbers given up are not used again.
     *
     * @param name the model's name
     * @param before publications of which something was written at this moment or later stay; leave them a day, for
     *     example, and remember that the bucket's clock tells when something was written
     * @return the numbers of which something was deleted, the lowest first
     */
    public List<Integer> collectUnfinished(String name, Instant before) {
        return new Unfinished(bucket, ModelNames.checkModel(name))
                .collect(numbers(name).boxed().toList(), before);
    }

    private ModelAlias move(ModelReference.Aliased reference, UnaryOperator<Optional<ModelAlias>> change) {
        return aliases.move(reference, change, version -> requireKept(reference.name(), version));
    }

    /** After the version was announced: stops collectors, or learns that they were first. */
    private void requireKept(String name, int version) {
        if (!new Tombstones(bucket).lower(name, version)) {
            throw CloudException.of(
                    ErrorCode.NOT_FOUND,
                    name + ":" + version + " can't be named any more, for it is being deleted; choose another version");
        }
        require(name, version);
    }

    /** An alias that moves while it is followed may have left a version behind that is deleted by now. */
    private ModelManifest named(ModelReference.Aliased reference) {
        ModelAlias alias = alias(reference);
        while (true) {
            Optional<ModelManifest> found = find(alias.model(), alias.version());
            ModelAlias again = found.isPresent() ? alias : alias(reference);
            if (again.version() == alias.version()) {
                int version = alias.version();
                return found.orElseThrow(() -> missing(reference.name(), version));
            }
            alias = again;
        }
    }

    private static ModelAlias moved(ModelReference.Aliased reference, Optional<ModelAlias> before, int version) {
        return before.map(a -> a.version() == version ? a : a.movedTo(version))
                .orElseGet(() -> new ModelAlias(reference.name(), reference.alias(), version, List.of()));
    }

    /** Takes the next free number. */
    private ModelManifest claim(ModelManifest draft) {
        int version = numbers(draft.name()).max().orElse(0) + 1;
        byte[] mark = draft.name().getBytes(StandardCharsets.UTF_8);
        while (true) {
            try {
                ObjectInfo claim = bucket.put(RegistryKeys.claim(draft.name(), version), mark, CREATE);
                return new ModelManifest(
                        draft.name(), version, claim.lastModified(), draft.description(), draft.files());
            } catch (CloudException e) {
                if (e.code() != ErrorCode.ALREADY_EXISTS) {
                    throw e;
                }
                version++;
            }
        }
    }

    /** The version is there from now on, unless its number was given up meanwhile. */
    private void finish(ModelManifest manifest, byte[] encoded) {
        try {
            bucket.put(
                    RegistryKeys.manifest(manifest.name(), manifest.version()),
                    encoded,
                    CREATE.withContentType("application/json"));
        } catch (CloudException e) {
            if (e.code() == ErrorCode.ALREADY_EXISTS) {
                throw CloudException.of(
                        ErrorCode.CONFLICT,
                        manifest.reference() + " was not published: it took so long that collectUnfinished gave its"
                                + " number up; publish again, and let that leave younger publications alone",
                        e);
            }
            throw e;
        }
    }

    private ModelAlias alias(ModelReference.Aliased reference) {
        return aliases.find(reference)
                .orElseThrow(() -> CloudException.of(
                        ErrorCode.NOT_FOUND,
                        "The model '" + reference.name() + "' has no alias '" + reference.alias()
                                + "'; make it with promote(\"" + reference.name() + "@" + reference.alias()
                                + "\", version)"));
    }

    private ModelManifest latest(String name) {
        return published(name, 1).stream()
                .findFirst()
                .orElseThrow(() -> CloudException.of(
                        ErrorCode.NOT_FOUND, "There is no model '" + name + "' in this registry; publish it first"));
    }

    /**
     * Returns the latest versions. Between the listing and the look, a version may have been published and all that
     * were listed deleted. So there is none only if two looks in a row found none and no number came between them: who
     * deletes a version leaves a later one, which either was listed or has a new number.
     */
    private List<ModelManifest> published(String name, int atMost) {
        List<Integer> numbers = latestFirst(name);
        for (int quiet = 0; quiet < 2 && !numbers.isEmpty(); ) {
            List<ModelManifest> found = numbers.stream()
                    .flatMap(version -> find(name, version).stream())
                    .limit(atMost)
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
            List<Integer> again = latestFirst(name);
            quiet = again.equals(numbers) ? quiet + 1 : 0;
            numbers = again;
        }
        return List.of();
    }

    private List<Integer> latestFirst(String name) {
        return numbers(name).boxed().sorted(Comparator.reverseOrder()).toList();
    }

    private ModelManifest require(String name, int version) {
        return find(name, version).orElseThrow(() -> missing(name, version));
    }

    private static CloudException missing(String name, int version) {
        return CloudException.of(
                ErrorCode.NOT_FOUND,
                "The model '" + name + "' has no version " + version + "; versions(\"" + name
                        + "\") lists what is published");
    }

    private Optional<ModelManifest> find(String name, int version) {
        String key = RegistryKeys.manifest(ModelNames.checkModel(name), version);
        return BoundedRead.manifest(bucket, key)
                .filter(bytes -> !Unfinished.isGivenUp(bytes))
                .map(bytes -> checked(bytes, name, version));
    }

    private ModelManifest checked(byte[] bytes, String name, int version) {
        String key = RegistryKeys.manifest(name, version);
        if (signatures.areRequired()) {
            signatures.verify(bytes, signature(name, version), key);
        }
        ModelManifest manifest = Manifests.decode(bytes, key);
        if (!manifest.name().equals(name) || manifest.version() != version) {
            throw Manifests.corrupted(key, "it says it is " + manifest.reference(), null);
        }
        return manifest;
    }

    private Optional<byte[]> signature(String name, int version) {
        String key = RegistryKeys.signature(name, version);
        try (StoredObject object = bucket.get(key)) {
            return Optional.of(BoundedRead.atMost(object.stream(), Signatures.BYTES + 1, key));
        } catch (CloudException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private IntStream numbers(String name) {
        return folders(RegistryKeys.model(ModelNames.checkModel(name))).stream()
                .map(folder -> RegistryKeys.version(name, folder))
                .flatMapToInt(number -> number.stream());
    }

    private List<String> folders(String prefix) {
        Iterable<String> folders =
                bucket.list(ListOptions.prefix(prefix).withDelimiter("/")).prefixes();
        return StreamSupport.stream(folders.spliterator(), false).toList();
    }
}
