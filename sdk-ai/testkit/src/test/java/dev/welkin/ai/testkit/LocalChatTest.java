package dev.welkin.ai.testkit;

import org.junit.jupiter.api.Nested;

class LocalChatTest {
    @Nested
    class Chat extends ChatContract {
        @Override
        protected ChatFixture newFixture() {
            return new LocalFixture();
        }
    }

    @Nested
    class Stream extends StreamContract {
        @Override
        protected ChatFixture newFixture() {
            return new LocalFixture();
        }
    }

    @Nested
    class Fault extends FaultContract {
        @Override
        protected ChatFixture newFixture() {
            return new LocalFixture();
        }
    }
}
