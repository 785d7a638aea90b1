package dev.welkin.storage.testkit;

import dev.welkin.storage.Bucket;
import dev.welkin.testkit.Judge;
import org.junit.jupiter.api.Nested;

/** The contracts ask no more of a backend than it declares. */
class SmallestBucketTest {
    private static final class Fixture implements BucketFixture {
        private final Bucket bucket = Bucket.open("smallest:");

        @Override
        public String name() {
            return "smallest";
        }

        @Override
        public Judge judge() {
            return Judge.itself();
        }

        @Override
        public Bucket open() {
            return bucket;
        }

        @Override
        public void close() {
            bucket.close();
        }
    }

    @Nested
    class ReadWrite extends ReadWriteContract {
        @Override
        protected BucketFixture newFixture() {
            return new Fixture();
        }
    }

    @Nested
    class Listing extends ListingContract {
        @Override
        protected BucketFixture newFixture() {
            return new Fixture();
        }
    }

    @Nested
    class Conditional extends ConditionalContract {
        @Override
        protected BucketFixture newFixture() {
            return new Fixture();
        }
    }

    @Nested
    class Metadata extends MetadataContract {
        @Override
        protected BucketFixture newFixture() {
            return new Fixture();
        }
    }

    @Nested
    class Key extends KeyContract {
        @Override
        protected BucketFixture newFixture() {
            return new Fixture();
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        protected BucketFixture newFixture() {
            return new Fixture();
        }
    }

    @Nested
    class Decorator extends DecoratorContract {
        @Override
        protected BucketFixture newFixture() {
            return new Fixture();
        }
    }

    @Nested
    class Multipart extends MultipartContract {
        @Override
        protected BucketFixture newFixture() {
            return new Fixture();
        }
    }

    @Nested
    class Tag extends TagContract {
        @Override
        protected BucketFixture newFixture() {
            return new Fixture();
        }
    }

    @Nested
    class Version extends VersionContract {
        @Override
        protected BucketFixture newFixture() {
            return new Fixture();
        }
    }

    @Nested
    class Writer extends WriterContract {
        @Override
        protected BucketFixture newFixture() {
            return new Fixture();
        }
    }

    @Nested
    class Sync extends SyncContract {
        @Override
        protected BucketFixture newFixture() {
            return new Fixture();
        }
    }

    @Nested
    class Presign extends PresignContract {
        @Override
        protected BucketFixture newFixture() {
            return new Fixture();
        }
    }
}
