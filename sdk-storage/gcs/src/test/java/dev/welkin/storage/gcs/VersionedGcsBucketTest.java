package dev.welkin.storage.gcs;

import dev.welkin.storage.testkit.BucketFixture;
import dev.welkin.storage.testkit.ConditionalContract;
import dev.welkin.storage.testkit.MultipartContract;
import dev.welkin.storage.testkit.ReadWriteContract;
import dev.welkin.storage.testkit.VersionContract;
import org.junit.jupiter.api.Nested;

/** The storage contracts on a bucket that keeps versions. */
class VersionedGcsBucketTest {
    @Nested
    class Version extends VersionContract {
        @Override
        protected BucketFixture newFixture() {
            return GcsFixture.versioned();
        }
    }

    @Nested
    class ReadWrite extends ReadWriteContract {
        @Override
        protected BucketFixture newFixture() {
            return GcsFixture.versioned();
        }
    }

    @Nested
    class Conditional extends ConditionalContract {
        @Override
        protected BucketFixture newFixture() {
            return GcsFixture.versioned();
        }
    }

    @Nested
    class Multipart extends MultipartContract {
        @Override
        protected BucketFixture newFixture() {
            return GcsFixture.versioned();
        }
    }
}
