package dev.welkin.storage.testkit;

import org.junit.jupiter.api.Nested;

class CachedBucketTest {
    @Nested
    class ReadWrite extends ReadWriteContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryCached();
        }
    }

    @Nested
    class Listing extends ListingContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryCached();
        }
    }

    @Nested
    class Conditional extends ConditionalContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryCached();
        }
    }

    @Nested
    class Metadata extends MetadataContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryCached();
        }
    }

    @Nested
    class Key extends KeyContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryCached();
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryCached();
        }
    }

    @Nested
    class Decorator extends DecoratorContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryCached();
        }
    }

    @Nested
    class Multipart extends MultipartContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryCached();
        }
    }

    @Nested
    class Tag extends TagContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryCached();
        }
    }

    @Nested
    class Writer extends WriterContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryCached();
        }
    }

    @Nested
    class Sync extends SyncContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryCached();
        }
    }
}
