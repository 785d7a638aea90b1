package dev.welkin.storage.testkit;

import dev.welkin.Cloud;
import dev.welkin.Secret;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Chaos;
import dev.welkin.storage.KeyProvider;
import dev.welkin.storage.Throttle;
import dev.welkin.testkit.Judge;
import dev.welkin.time.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The buckets that are judged here. */
final class Fixtures {
    private static final String VERSIONED = "memory:?versions=true";

    private static final KeyProvider KEYS =
            KeyProvider.local("test", Secret.of(Base64.getEncoder().encodeToString(new byte[32])));

    private Fixtures() {}

    static BucketFixture memory() {
        return of("memory", bucket -> bucket);
    }

    static BucketFixture memoryPrefixed() {
        return of("memory-prefixed", bucket -> bucket.prefixed("pre/fix/"));
    }

    static BucketFixture memoryReadOnly() {
        return of("memory-readOnly", Bucket::readOnly);
    }

    static BucketFixture memoryVersioned() {
        return of(VERSIONED, "memory-versioned", bucket -> bucket);
    }

    static BucketFixture memoryPresigning() {
        return of("memory:?presign=loopback", "memory-presigning", bucket -> bucket);
    }

    static BucketFixture filePresigning() {
        return new FileFixture("file-presigning", "&presign=loopback", bucket -> bucket);
    }

    static BucketFixture memoryPrefixedVersioned() {
        return of(VERSIONED, "memory-prefixed-versioned", bucket -> bucket.prefixed("pre/fix/"));
    }

    static BucketFixture memoryEncrypted() {
        return of("memory-encrypted", bucket -> bucket.encrypted(KEYS));
    }

    static BucketFixture memoryEncryptedVersioned() {
        return of(VERSIONED, "memory-encrypted-versioned", bucket -> bucket.encrypted(KEYS));
    }

    static BucketFixture fileEncrypted() {
        return new FileFixture("file-encrypted", bucket -> bucket.encrypted(KEYS));
    }

    static BucketFixture memoryThrottled() {
        return of(
                "memory-throttled",
                bucket -> bucket.throttled(Throttle.calls(1000).withBytesPerSecond(1e9)));
    }

    static BucketFixture memoryChaos() {
        Chaos chaos = Chaos.seed(7)
                .withUnavailable(0.05)
                .withRateLimited(0.02)
                .withLostReply(0.05)
                .withCut(0.1);
        return of("memory-chaos", bucket -> bucket.chaos(chaos));
    }

    static BucketFixture memoryFailover() {
        Cloud other = Cloud.inMemory();
        return of("memory-failover", bucket -> bucket.failover(Bucket.open(other)));
    }

    static BucketFixture memoryMirrored() {
        Cloud other = Cloud.inMemory();
        return of("memory-mirrored", bucket -> bucket.mirrored(Bucket.open(other)));
    }

    static BucketFixture memoryCached() {
        Path folder = temporary();
        BucketFixture inner = of("memory-cached", bucket -> bucket.cached(folder, 100_000_000));
        return new BucketFixture() {
            @Override
            public String name() {
                return inner.name();
            }

            @Override
            public Judge judge() {
                return Judge.itself();
            }

            @Override
            public Bucket open() {
                return inner.open();
            }

            @Override
            public void close() {
                inner.close();
                deleteAll(folder);
            }
        };
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("welkin-bucket-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteAll(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BucketFixture of(String name, UnaryOperator<Bucket> view) {
        return of("memory:", name, view);
    }

    private static BucketFixture of(String url, String name, UnaryOperator<Bucket> view) {
        Cloud cloud = Cloud.builder()
                .config(Map.of("storage", Map.of("default", url)))
                .clock(new ManualClock())
                .open();
        return new BucketFixture() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Judge judge() {
                return Judge.itself();
            }

            @Override
            public Bucket open() {
                return view.apply(Bucket.open(cloud));
            }

            @Override
            public void close() {
                cloud.close();
            }
        };
    }

    static BucketFixture file() {
        return new FileFixture("file", bucket -> bucket);
    }

    static BucketFixture fileVersioned() {
        return new FileFixture("file-versioned", "&versions=true", bucket -> bucket);
    }

    static BucketFixture filePrefixed() {
        return new FileFixture("file-prefixed", bucket -> bucket.prefixed("Pre/fix/"));
    }

    static BucketFixture fileReadOnly() {
        return new FileFixture("file-readOnly", Bucket::readOnly);
    }

    private static final class FileFixture implements BucketFixture {
        private final String name;
        private final UnaryOperator<Bucket> view;
        private final Path folder;
        private final Bucket bucket;

        FileFixture(String name, UnaryOperator<Bucket> view) {
            this(name, "", view);
        }

        FileFixture(String name, String options, UnaryOperator<Bucket> view) {
            this.name = name;
            this.view = view;
            folder = temporary();
            bucket = Bucket.open("file:" + folder + "?durability=os" + options);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Judge judge() {
            return Judge.itself();
        }

        @Override
        public Bucket open() {
            return view.apply(bucket);
        }

        @Override
        public void close() {
            bucket.close();
            deleteAll(folder);
        }
    }
}
