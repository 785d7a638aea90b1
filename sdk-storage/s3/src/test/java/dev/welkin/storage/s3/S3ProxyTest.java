package dev.welkin.storage.s3;

import dev.welkin.storage.testkit.BucketFixture;
import dev.welkin.storage.testkit.ConcurrencyContract;
import dev.welkin.storage.testkit.ConditionalContract;
import dev.welkin.storage.testkit.DecoratorContract;
import dev.welkin.storage.testkit.KeyContract;
import dev.welkin.storage.testkit.ListingContract;
import dev.welkin.storage.testkit.MetadataContract;
import dev.welkin.storage.testkit.MultipartContract;
import dev.welkin.storage.testkit.PresignContract;
import dev.welkin.storage.testkit.ReadWriteContract;
import dev.welkin.storage.testkit.SyncContract;
import dev.welkin.storage.testkit.TagContract;
import dev.welkin.storage.testkit.VersionContract;
import dev.welkin.storage.testkit.WriterContract;
import org.junit.jupiter.api.Nested;

/** The storage contracts, judged by S3Proxy. */
class S3ProxyTest {
    @Nested
    class ReadWrite extends ReadWriteContract {
        @Override
        protected BucketFixture newFixture() {
            return S3ProxyFixture.plain();
        }
    }

    @Nested
    class Listing extends ListingContract {
        @Override
        protected BucketFixture newFixture() {
            return S3ProxyFixture.plain();
        }
    }

    @Nested
    class Conditional extends ConditionalContract {
        @Override
        protected BucketFixture newFixture() {
            return S3ProxyFixture.plain();
        }
    }

    @Nested
    class Metadata extends MetadataContract {
        @Override
        protected BucketFixture newFixture() {
            return S3ProxyFixture.plain();
        }
    }

    @Nested
    class Key extends KeyContract {
        @Override
        protected BucketFixture newFixture() {
            return S3ProxyFixture.plain();
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        protected BucketFixture newFixture() {
            return S3ProxyFixture.plain();
        }
    }

    @Nested
    class Decorator extends DecoratorContract {
        @Override
        protected BucketFixture newFixture() {
            return S3ProxyFixture.plain();
        }
    }

    @Nested
    class Multipart extends MultipartContract {
        @Override
        protected BucketFixture newFixture() {
            return S3ProxyFixture.plain();
        }
    }

    @Nested
    class Tag extends TagContract {
        @Override
        protected BucketFixture newFixture() {
            return S3ProxyFixture.plain();
        }
    }

    @Nested
    class Version extends VersionContract {
        @Override
        protected BucketFixture newFixture() {
            return S3ProxyFixture.versioned();
        }
    }

    @Nested
    class Sync extends SyncContract {
        @Override
        protected BucketFixture newFixture() {
            return S3ProxyFixture.plain();
        }
    }

    @Nested
    class Writer extends WriterContract {
        @Override
        protected BucketFixture newFixture() {
            return S3ProxyFixture.plain();
        }
    }

    /** S3Proxy knows If-Match, but two writers at once may both pass it: so only the contract without a race. */
    @Nested
    class IfMatch extends ConditionalContract {
        @Override
        protected BucketFixture newFixture() {
            return S3ProxyFixture.ifMatch();
        }
    }

    @Nested
    class Presign extends PresignContract {
        @Override
        protected BucketFixture newFixture() {
            return S3ProxyFixture.plain();
        }
    }
}
