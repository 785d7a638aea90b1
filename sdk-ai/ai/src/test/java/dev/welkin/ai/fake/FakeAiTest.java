package dev.welkin.ai.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.Ai;
import dev.welkin.ai.chat.ChatRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeAiTest {
    private final Cloud cloud = Cloud.inMemory();
    private final Ai ai = Ai.open(cloud);
    private final FakeAi fake = FakeAi.of(cloud);

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void answersComeInTheOrderOfTheQueue() {
        fake.reply("one").reply("two");

        assertThat(ai.chat("a").text()).isEqualTo("one");
        assertThat(ai.chat("b").text()).isEqualTo("two");
    }

    @Test
    void aRuleAnswersBeforeTheQueueAndEveryTime() {
        fake.reply("queued").when(r -> r.messages().get(0).text().startsWith("Ann"), FakeAnswer.text("ruled"));

        assertThat(ai.chat("Ann?").text()).isEqualTo("ruled");
        assertThat(ai.chat("Ann!").text()).isEqualTo("ruled");
        assertThat(ai.chat("Bob?").text()).isEqualTo("queued");
    }

    @Test
    void theUsualAnswerComesWhenTheQueueIsEmpty() {
        fake.reply("queued").otherwise(FakeAnswer.text("usual"));

        assertThat(ai.chat("a").text()).isEqualTo("queued");
        assertThat(ai.chat("b").text()).isEqualTo("usual");
    }

    @Test
    void requestsAreSeenAsTheyWereMade() {
        fake.reply("hello");
        ai.chat(ChatRequest.user("hi").maxTokens(7));

        assertThat(fake.requests()).singleElement().satisfies(request -> {
            assertThat(request.messages().get(0).text()).isEqualTo("hi");
            assertThat(request.maxTokens()).hasValue(7);
        });
    }

    @Test
    void aRequestWithoutAScriptedAnswerSaysHowToScriptOne() {
        CloudException e = catchThrowableOfType(CloudException.class, () -> ai.chat("hi"));

        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(e).hasMessageContaining("FakeAi.of(cloud).reply");
    }

    @Test
    void eachRouteHasItsOwnScript() {
        FakeAi.of(cloud, "triage").reply("from triage");
        fake.reply("from default");

        assertThat(ai.route("triage").chat("x").text()).isEqualTo("from triage");
        assertThat(ai.chat("x").text()).isEqualTo("from default");
    }

    @Test
    void aRouteThatIsNotFakeCannotBeScripted() {
        try (Cloud embedded = Cloud.open()) {
            CloudException e = catchThrowableOfType(CloudException.class, () -> FakeAi.of(embedded));
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        }
    }
}
