package dev.welkin.storage.jclouds;

import dev.welkin.storage.testkit.BucketFixture;
import dev.welkin.storage.testkit.ConcurrencyContract;
import dev.welkin.storage.testkit.ConditionalContract;
import dev.welkin.storage.testkit.DecoratorContract;
import dev.welkin.storage.testkit.KeyContract;
import dev.welkin.storage.testkit.ListingContract;
import dev.welkin.storage.testkit.MetadataContract;
import dev.welkin.storage.testkit.MultipartContract;
import dev.welkin.storage.testkit.ReadWriteContract;
import dev.welkin.storage.testkit.SyncContract;
import dev.welkin.storage.testkit.TagContract;
import dev.welkin.storage.testkit.WriterContract;
import org.junit.jupiter.api.Nested;

/** The storage contracts on the fake of the published API. */
class B2BucketTest {
    @Nested
    class ReadWrite extends ReadWriteContract {
        @Override
        protected BucketFixture newFixture() {
            return B2Fixture.plain();
        }
    }

    @Nested
    class Listing extends ListingContract {
        @Override
        protected BucketFixture newFixture() {
            return B2Fixture.plain();
        }
    }

    @Nested
    class Conditional extends ConditionalContract {
        @Override
        protected BucketFixture newFixture() {
            return B2Fixture.plain();
        }
    }

    @Nested
    class Metadata extends MetadataContract {
        @Override
        protected BucketFixture newFixture() {
            return B2Fixture.plain();
        }
    }

    @Nested
    class Key extends KeyContract {
        @Override
        protected BucketFixture newFixture() {
            return B2Fixture.plain();
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        protected BucketFixture newFixture() {
            return B2Fixture.plain();
        }
    }

    @Nested
    class Decorator extends DecoratorContract {
        @Override
        protected BucketFixture newFixture() {
            return B2Fixture.plain();
        }
    }

    @Nested
    class Multipart extends MultipartContract {
        @Override
        protected BucketFixture newFixture() {
            return B2Fixture.plain();
        }
    }

    @Nested
    class Tag extends TagContract {
        @Override
        protected BucketFixture newFixture() {
            return B2Fixture.plain();
        }
    }

    @Nested
    class Sync extends SyncContract {
        @Override
        protected BucketFixture newFixture() {
            return B2Fixture.plain();
        }
    }

    @Nested
    class Writer extends WriterContract {
        @Override
        protected BucketFixture newFixture() {
            return B2Fixture.plain();
        }
    }
}
