package dev.welkin.storage.testkit;

import org.junit.jupiter.api.Nested;

class PrefixedMemoryBucketTest {
    @Nested
    class ReadWrite extends ReadWriteContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryPrefixed();
        }
    }

    @Nested
    class Listing extends ListingContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryPrefixed();
        }
    }

    @Nested
    class Conditional extends ConditionalContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryPrefixed();
        }
    }

    @Nested
    class Metadata extends MetadataContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryPrefixed();
        }
    }

    @Nested
    class Key extends KeyContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryPrefixed();
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryPrefixed();
        }
    }

    @Nested
    class Decorator extends DecoratorContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryPrefixed();
        }
    }

    @Nested
    class Multipart extends MultipartContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryPrefixed();
        }
    }

    @Nested
    class Tag extends TagContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryPrefixed();
        }
    }

    @Nested
    class Version extends VersionContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryPrefixedVersioned();
        }
    }

    @Nested
    class Writer extends WriterContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryPrefixed();
        }
    }

    @Nested
    class Sync extends SyncContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryPrefixed();
        }
    }
}
