package dev.welkin.storage;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.config.Target;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Names of the configuration that stand for views of other names, as in {@code mirrored:here,there}. */
final class ConfiguredViews {
    /** A view by its scheme: what the target says, and the buckets that it names. */
    private static final Map<String, BiFunction<Target, List<Bucket>, Bucket>> VIEWS = Map.of(
            "failover", (target, of) -> several(target, of, of.get(0)::failover),
            "mirrored", (target, of) -> several(target, of, of.get(0)::mirrored),
            "cached", (target, of) -> cached(target, single(target, of)),
            "encrypted", (target, of) -> encrypted(target, single(target, of)),
            "prefixed", (target, of) -> prefixed(target, single(target, of)),
            "readonly", (target, of) -> readOnly(target, single(target, of)));

    private final Cloud cloud;

    ConfiguredViews(Cloud cloud) {
        this.cloud = cloud;
    }

    Bucket open(String name) {
        return open(name, List.of());
    }

    /** Opens a name; those within whose views it stands may not come again. */
    private Bucket open(String name, List<String> within) {
        Target target = OpenBucket.only(cloud.context().targets(OpenBucket.SERVICE, name));
        BiFunction<Target, List<Bucket>, Bucket> view = VIEWS.get(target.scheme());
        if (view == null) {
            return Bucket.of(OpenBucket.of(target, cloud.context()), null);
        }
        List<String> path = new ArrayList<>(within);
        path.add(target.name());
        return view.apply(target, buckets(target, path));
    }

    private List<Bucket> buckets(Target target, List<String> path) {
        List<Bucket> buckets = new ArrayList<>();
        for (String name : target.location().split(",", -1)) {
            if (path.contains(name.strip())) {
                throw invalid(target, "leads back to '" + name.strip() + "'");
            }
            buckets.add(open(name.strip(), path));
        }
        return buckets;
    }

    private static Bucket several(Target target, List<Bucket> of, Function<Bucket[], Bucket> view) {
        target.onlyOptions(Set.of());
        if (of.size() < 2) {
            throw invalid(target, "must name two buckets or more, as in " + target.scheme() + ":here,there");
        }
        return view.apply(of.subList(1, of.size()).toArray(Bucket[]::new));
    }

    private static Bucket cached(Target target, Bucket bucket) {
        target.onlyOptions(Set.of("folder", "maxBytes"));
        long maxBytes = target.typed().number("maxBytes", 0, 0, Long.MAX_VALUE);
        if (maxBytes == 0) {
            throw target.typed().invalid("maxBytes", "must say how much to keep at most");
        }
        return bucket.cached(folder(target), maxBytes);
    }

    private static Path folder(Target target) {
        try {
            return target.folder().resolve(required(target, "folder")).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw target.typed().invalid("folder", "is no path on this system");
        }
    }

    private static Bucket encrypted(Target target, Bucket bucket) {
        target.onlyOptions(Set.of("keyId", "secretKey"));
        String id = required(target, "keyId");
        return bucket.encrypted(target.secret("secretKey")
                .map(key -> KeyProvider.local(id, key))
                .orElseThrow(() -> target.typed().invalid("secretKey", "is missing")));
    }

    private static Bucket prefixed(Target target, Bucket bucket) {
        target.onlyOptions(Set.of("prefix"));
        return bucket.prefixed(required(target, "prefix"));
    }

    private static Bucket readOnly(Target target, Bucket bucket) {
        target.onlyOptions(Set.of());
        return bucket.readOnly();
    }

    private static Bucket single(Target target, List<Bucket> of) {
        if (of.size() > 1) {
            throw invalid(target, "must name one bucket, as in " + target.scheme() + ":photos");
        }
        return of.get(0);
    }

    private static String required(Target target, String option) {
        return target.text(option).orElseThrow(() -> target.typed().invalid(option, "is missing"));
    }

    private static CloudException invalid(Target target, String what) {
        return target.typed().invalid("url", what);
    }
}
