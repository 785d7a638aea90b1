package dev.welkin.storage.testkit;

import org.junit.jupiter.api.Nested;

class EncryptedMemoryBucketTest {
    @Nested
    class ReadWrite extends ReadWriteContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryEncrypted();
        }
    }

    @Nested
    class Listing extends ListingContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryEncrypted();
        }
    }

    @Nested
    class Conditional extends ConditionalContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryEncrypted();
        }
    }

    @Nested
    class Metadata extends MetadataContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryEncrypted();
        }
    }

    @Nested
    class Key extends KeyContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryEncrypted();
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryEncrypted();
        }
    }

    @Nested
    class Decorator extends DecoratorContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryEncrypted();
        }
    }

    @Nested
    class Multipart extends MultipartContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryEncrypted();
        }
    }

    @Nested
    class Tag extends TagContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryEncrypted();
        }
    }

    @Nested
    class Version extends VersionContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryEncryptedVersioned();
        }
    }

    @Nested
    class Writer extends WriterContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryEncrypted();
        }
    }

    @Nested
    class Sync extends SyncContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryEncrypted();
        }
    }
}
