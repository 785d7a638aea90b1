package dev.welkin.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.Ai;
import dev.welkin.ai.chat.ChatInterrupted;
import dev.welkin.ai.chat.ChatReply;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.ChatStream;
import dev.welkin.ai.chat.ChatTimeouts;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.FaultServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A route of two targets: what the first one's failures lead to at the second. */
class OpenAiFallbackTest {
    private static final ChatRequest QUESTION = ChatRequest.user("Where is the cat?");

    private final FaultServer first = FaultServer.start();
    private final FaultServer second = FaultServer.start();
    private final Cloud cloud = cloud(
            target(first, Map.of("tags", List.of("us"), "contextTokens", 1000)),
            target(second, Map.of("tags", List.of("eu", "cheap"), "contextTokens", 8000)));
    private final Ai ai = Ai.open(cloud);

    @AfterEach
    void close() {
        cloud.close();
        first.close();
        second.close();
    }

    @Test
    void aTargetThatAnswersIsTheOnlyOneAsked() {
        first.enqueue(says("from the first"));

        assertThat(ai.chat(QUESTION).text()).isEqualTo("from the first");
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void afterServerErrorsTheNextTargetAnswers() {
        first.always(FaultReply.of(500));
        assertSecondAnswers();
        assertThat(first.requests()).as("tried again before").hasSizeGreaterThan(1);
    }

    @Test
    void afterARateLimitBeyondTheDeadlineTheNextTargetAnswersAtOnce() {
        first.always(FaultReply.of(429).header("Retry-After", "3600"));
        assertSecondAnswers();
        assertThat(first.requests()).hasSize(1);
    }

    @Test
    void afterAnUnknownKeyTheNextTargetAnswers() {
        first.always(FaultReply.of(401));
        assertSecondAnswers();
        assertThat(first.requests()).hasSize(1);
    }

    @Test
    void afterARefusedConnectionTheNextTargetAnswers() {
        first.close();
        assertSecondAnswers();
    }

    @Test
    void afterALostReplyTheNextTargetAnswers() {
        first.always(FaultReply.lost());
        assertSecondAnswers();
    }

    @Test
    void afterWhatIsNotTheProtocolTheNextTargetAnswers() {
        first.always(FaultReply.ok("<html>maintenance</html>"));
        assertSecondAnswers();
    }

    @Test
    void attemptsCountOverAllTargets() {
        first.always(FaultReply.of(500));
        second.enqueue(says("from the second"));

        ChatReply reply = ai.chat(QUESTION);

        assertThat(reply.attempts())
                .isEqualTo(first.requests().size() + second.requests().size());
    }

    @Test
    void aRequestThatIsWrongEverywhereIsNotAskedElsewhere() {
        first.always(FaultReply.of(400).body("{\"error\":{\"message\":\"no such field\"}}"));

        assertThat(failure(QUESTION).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void aPromptTooLongGoesToALargerWindow() {
        first.always(FaultReply.of(400).body("{\"error\":{\"code\":\"context_length_exceeded\"}}"));
        assertSecondAnswers();
    }

    @Test
    void theFirstTargetsFailureIsTheRoutesAndTellsOfTheOthers() {
        first.always(FaultReply.of(401).body("{\"error\":{\"message\":\"who are you\"}}"));
        second.always(FaultReply.of(403).body("{\"error\":{\"message\":\"not here\"}}"));

        CloudException failure = failure(QUESTION);

        assertThat(failure.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(failure)
                .hasMessageContaining("who are you")
                .hasMessageContaining("then 'openai' failed: PERMISSION_DENIED");
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(other -> assertThat(other).hasMessageContaining("not here"));
    }

    @Test
    void aRequiredTagKeepsARequestFromTargetsWithoutIt() {
        second.enqueue(says("from the second"));

        assertThat(ai.chat(QUESTION.require("eu")).text()).isEqualTo("from the second");
        assertThat(first.requests()).isEmpty();
    }

    @Test
    void aRequiredTagHoldsWhenItsTargetFails() {
        second.always(FaultReply.of(401));

        CloudException failure = failure(QUESTION.require("eu").require("cheap"));

        assertThat(failure.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(first.requests()).isEmpty();
    }

    @Test
    void tagsThatNoTargetHasTogetherAreRefusedBeforeAnythingIsSent() {
        CloudException failure = failure(QUESTION.require("eu").require("us"));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(failure.reason()).isEqualTo("no_target_tagged");
        assertThat(first.requests()).isEmpty();
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void aStreamFallsBackUpToItsFirstEvent() {
        first.always(FaultReply.of(401));
        second.enqueue(sse(piece("from the "), piece("second"), "[DONE]"));

        try (ChatStream stream = ai.stream(QUESTION)) {
            assertThat(stream.reply().text()).isEqualTo("from the second");
        }
    }

    @Test
    void aStreamThatEndsBeforeItsFirstEventFallsBack() {
        first.always(sse());
        second.enqueue(sse(piece("from the second"), "[DONE]"));

        try (ChatStream stream = ai.stream(QUESTION)) {
            assertThat(stream.reply().text()).isEqualTo("from the second");
        }
    }

    @Test
    void aStreamThatGaveTextDoesNotFallBack() {
        first.enqueue(sse(piece("The "), piece("cat")));

        ChatInterrupted cut = catchThrowableOfType(
                ChatInterrupted.class, () -> ai.stream(QUESTION).reply());

        assertThat(cut.code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(cut.partialText()).isEqualTo("The cat");
        assertThat(second.requests()).isEmpty();
    }

    private void assertSecondAnswers() {
        second.enqueue(says("from the second"));
        ChatTimeouts quarterHour = ChatTimeouts.DEFAULT.total(Duration.ofMinutes(15));
        assertThat(ai.chat(QUESTION.timeouts(quarterHour)).text()).isEqualTo("from the second");
        assertThat(second.requests()).hasSize(1);
    }

    private CloudException failure(ChatRequest request) {
        return catchThrowableOfType(CloudException.class, () -> ai.chat(request));
    }

    private static Cloud cloud(Map<String, Object> first, Map<String, Object> second) {
        return Cloud.builder()
                .config(Map.of("ai", Map.of("default", List.of(first, second))))
                .open();
    }

    private static Map<String, Object> target(FaultServer server, Map<String, Object> route) {
        Map<String, Object> target = new HashMap<>(route);
        target.put("url", "openai:gpt-test");
        target.put("endpoint", server.uri("/v1").toString());
        target.put("apiKey", "sk-test");
        return target;
    }

    private static FaultReply says(String text) {
        return FaultReply.ok("{\"choices\":[{\"message\":{\"content\":\"" + text + "\"}}]}");
    }

    private static FaultReply sse(String... data) {
        StringBuilder body = new StringBuilder(": keep-alive\n\n");
        for (String event : data) {
            body.append("data: ").append(event).append("\n\n");
        }
        return FaultReply.ok(body.toString()).header("Content-Type", "text/event-stream");
    }

    private static String piece(String text) {
        return "{\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}";
    }
}
