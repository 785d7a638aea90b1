package dev.welkin.storage.testkit;

import org.junit.jupiter.api.Nested;

class ReadOnlyMemoryBucketTest {
    @Nested
    class ReadWrite extends ReadWriteContract {
        @Override
        protected BucketFixture newFixture() {
            return Fixtures.memoryReadOnly();
        }
    }
}
