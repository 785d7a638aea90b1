package dev.welkin.ai.testkit;

import org.junit.jupiter.api.Nested;

class FakeChatTest {
    @Nested
    class Chat extends ChatContract {
        @Override
        protected ChatFixture newFixture() {
            return new FakeFixture();
        }
    }

    @Nested
    class Stream extends StreamContract {
        @Override
        protected ChatFixture newFixture() {
            return new FakeFixture();
        }
    }

    @Nested
    class Fault extends FaultContract {
        @Override
        protected ChatFixture newFixture() {
            return new FakeFixture();
        }
    }
}
