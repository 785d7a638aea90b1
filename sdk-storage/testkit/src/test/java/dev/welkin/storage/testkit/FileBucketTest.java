package dev.welkin.storage.testkit;

import org.junit.jupiter.api.Nested;

class FileBucketTest {
    @Nested
    class ReadWrite extends ReadWriteContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.file();
        }
    }

    @Nested
    class Listing extends ListingContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.file();
        }
    }

    @Nested
    class Conditional extends ConditionalContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.file();
        }
    }

    @Nested
    class Metadata extends MetadataContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.file();
        }
    }

    @Nested
    class Key extends KeyContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.file();
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.file();
        }
    }

    @Nested
    class Decorator extends DecoratorContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.file();
        }
    }

    @Nested
    class Writer extends WriterContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.file();
        }
    }

    @Nested
    class Sync extends SyncContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.file();
        }
    }

    @Nested
    class Multipart extends MultipartContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.file();
        }
    }

    @Nested
    class Tag extends TagContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.file();
        }
    }

    @Nested
    class Presign extends PresignContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.filePresigning();
        }
    }

    @Nested
    class Version extends VersionContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.fileVersioned();
        }
    }

    @Nested
    class VersionedReadWrite extends ReadWriteContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.fileVersioned();
        }
    }

    @Nested
    class VersionedListing extends ListingContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.fileVersioned();
        }
    }

    @Nested
    class VersionedConditional extends ConditionalContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.fileVersioned();
        }
    }

    @Nested
    class VersionedConcurrency extends ConcurrencyContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.fileVersioned();
        }
    }
}
