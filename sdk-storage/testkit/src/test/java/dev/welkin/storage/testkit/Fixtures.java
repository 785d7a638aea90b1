package dev.welkin.storage.testkit;

import dev.welkin.Cloud;
import dev.welkin.Secret;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.KeyProvider;
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

    private static BucketFixture of(String name, UnaryOperator<Bucket> view) {
        return of("memory:", name, view);
    }

    private static BucketFixture of(String url, String name, UnaryOperator<Bucket> view) {
        Cloud cloud = Cloud.builder()
                .config(Map.of("storage", Map.of("default", url)))
                .open();
        return new BucketFixture() {
            @Override
            public String name() {
                return name;
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
            this.name = name;
            this.view = view;
            try {
                folder = Files.createTempDirectory("welkin-bucket-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            bucket = Bucket.open("file:" + folder + "?durability=os");
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Bucket open() {
            return view.apply(bucket);
        }

        @Override
        public void close() {
            bucket.close();
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
