package dev.welkin.ai.openai;

import dev.welkin.ai.testkit.ChatContract;
import dev.welkin.ai.testkit.ChatFixture;
import dev.welkin.ai.testkit.FaultContract;
import dev.welkin.ai.testkit.StreamContract;
import org.junit.jupiter.api.Nested;

class OpenAiContractsTest {
    @Nested
    class Chat extends ChatContract {
        @Override
        protected ChatFixture newFixture() {
            return new OpenAiFixture();
        }
    }

    @Nested
    class Stream extends StreamContract {
        @Override
        protected ChatFixture newFixture() {
            return new OpenAiFixture();
        }
    }

    @Nested
    class Fault extends FaultContract {
        @Override
        protected ChatFixture newFixture() {
            return new OpenAiFixture();
        }
    }
}
