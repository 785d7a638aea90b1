package dev.welkin.ai.extractive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.Ai;
import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.chat.ChatMessage;
import dev.welkin.ai.chat.ChatReply;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.ChatStream;
import dev.welkin.ai.chat.Finish;
import dev.welkin.ai.chat.ToolSpec;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractiveChatTest {
    private static final List<String> ALARMS = List.of(
            "ALARM series=machine_temperature_system_failure time=2013-12-16T17:25 score=0.98 value=2.08,"
                    + " check: the shutdown of the machine; temperature fell far below its usual range.",
            "ALARM series=ambient_temperature_system_failure time=2014-05-28T15:00 score=0.91 value=57.9,"
                    + " check: look for a broken sensor, an error in the wiring or an unusual problem with the readings",
            "ALARM series=cpu_utilization_asg_misconfiguration time=2014-07-14T05:49 score=0.99 value=71.2, check: x",
            "ALARM series=nyc_taxi time=2014-11-01T23:00 score=0.88 value=39197, check: events in the city");
    private static final String QUIET = "OK series=rogue_agent_key_hold time=2014-07-14T05:49 score=0.02 value=0.1";
    private static final String QUESTION = "which readings look wrong, and what should I check?";
    private static Ai ai;

    @BeforeAll
    static void open() {
        ai = Ai.open("local:extractive");
    }

    @AfterAll
    static void close() {
        ai.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                QUESTION,
                "Which readings look wrong, and what should I check?",
                "What is wrong?",
                "List the alarms.",
                "Which alarms came in?",
                "\u54ea\u4e9b\u8bfb\u6570\u5f02\u5e38\uff1f"
            })
    void aQuestionAboutAListNamesEveryEntryOfIt(String question) {
        ChatReply reply = ai.chat(String.join("\n", ALARMS) + "\n" + QUIET + "\n\n" + question);

        assertThat(reply.text().lines()).containsExactlyElementsOf(ALARMS);
        assertThat(reply.finish()).isEqualTo(Finish.STOP);
    }

    @Test
    void theQuestionMayStandInFront() {
        assertThat(ai.chat(QUESTION + "\n" + String.join("\n", ALARMS)).text().lines())
                .containsExactlyElementsOf(ALARMS);
    }

    @Test
    void theTextMayStandInAnEarlierMessageOrTheSystems() {
        ChatRequest earlier = ChatRequest.of(
                ChatMessage.user(String.join("\n", ALARMS)), ChatMessage.assistant("ok"), ChatMessage.user(QUESTION));
        ChatRequest system = ChatRequest.user(QUESTION).system(String.join("\n", ALARMS));

        assertThat(ai.chat(earlier).text().lines()).containsExactlyElementsOf(ALARMS);
        assertThat(ai.chat(system).text().lines()).containsExactlyElementsOf(ALARMS);
    }

    @Test
    void hundredsOfMatchingEntriesAreAllKept() {
        List<String> many = Stream.iterate(0, i -> i + 1)
                .limit(500)
                .map(i -> "ALARM series=pump_" + i + " time=2014-01-01T00:" + i % 60 + " score=0.9, check: pump " + i)
                .toList();

        assertThat(ai.chat(String.join("\n", many) + "\n" + QUESTION).text().lines())
                .containsExactlyElementsOf(many);
    }

    @Test
    void aQuestionThatNamesAnEntryGetsThatEntry() {
        assertThat(ai.chat(String.join("\n", ALARMS) + "\nWhat is wrong with the ambient temperature?")
                        .text())
                .isEqualTo(ALARMS.get(1));
    }

    @Test
    void entriesThatDoNotFitAreLeftOutWholeAndTheFinishSaysSo() {
        ChatReply reply = ai.chat(
                ChatRequest.user(String.join("\n", ALARMS) + "\n" + QUESTION).maxTokens(30));

        assertThat(reply.finish()).isEqualTo(Finish.LENGTH);
        assertThat(reply.text().lines()).isNotEmpty().allMatch(ALARMS::contains);
        assertThat(reply.usage().outputTokens()).isBetween(1L, 30L);
    }

    @ParameterizedTest
    @CsvSource({
        "How old is Bob?, Bob Miller is 40.",
        "Where does Ann live?, Ann lives in Oslo.",
        "What did Dr. Kim publish?, Dr. Kim published a paper on volcanoes in 1999.",
    })
    void proseIsAnsweredByTheSentenceThatSaysIt(String question, String answer) {
        String text =
                "Ann is 31. Bob Miller is 40. Ann lives in Oslo. Dr. Kim published a paper on volcanoes in 1999. ";

        assertThat(ai.chat(text + question).text()).isEqualTo(answer);
    }

    @Test
    void chineseIsAnsweredInChinese() {
        String text =
                "\u676d\u5dde\u4f4d\u4e8e\u6d59\u6c5f\u7701\u3002\u5317\u4eac\u662f\u4e2d\u56fd\u7684\u9996\u90fd\u3002";

        assertThat(ai.chat(text + "\u4e2d\u56fd\u7684\u9996\u90fd\u662f\u54ea\u91cc\uff1f")
                        .text())
                .isEqualTo("\u5317\u4eac\u662f\u4e2d\u56fd\u7684\u9996\u90fd\u3002");
    }

    @Test
    void aSummaryQuotesAtMostThreeSentences() {
        String text = "Rain fell on Oslo. The rain in Oslo flooded roads. A cat slept. Roads in Oslo closed after rain."
                + " Somebody sang.";

        assertThat(ai.chat("Summarise: " + text).text())
                .isEqualTo("Rain fell on Oslo. The rain in Oslo flooded roads. Roads in Oslo closed after rain.");
    }

    @Test
    void whatTheTextDoesNotSayIsNotInvented() {
        assertThat(ai.chat(String.join("\n", ALARMS) + "\nWho is the king of Norway?")
                        .text())
                .isEqualTo("The text says nothing about this.");
    }

    @Property(tries = 300)
    void everyPieceOfAnAnswerStandsInThePrompt(@ForAll String text) {
        try (Ai local = Ai.open("local:extractive")) {
            ChatReply reply = local.chat(ChatRequest.of(ChatMessage.user("x " + text), ChatMessage.user("What of x?")));
            reply.text()
                    .lines()
                    .forEach(line -> assertThat(line.equals("The text says nothing about this.")
                                    || Segments.of("x " + text).stream().anyMatch(s -> line.contains(s.text())))
                            .isTrue());
        }
    }

    @Test
    void aStreamBringsTheSameAnswerLineByLine() {
        String prompt = String.join("\n", ALARMS) + "\n" + QUESTION;
        try (ChatStream stream = ai.stream(prompt)) {
            assertThat(stream).filteredOn(ChatEvent.Text.class::isInstance).hasSize(ALARMS.size());
            assertThat(stream.text()).isEqualTo(ai.chat(prompt).text());
        }
    }

    @Test
    void theSameQuestionGetsTheSameAnswer() {
        String prompt = String.join("\n", ALARMS) + "\n" + QUESTION;

        assertThat(ai.chat(prompt)).isEqualTo(ai.chat(prompt));
    }

    @Test
    void itNamesItself() {
        assertThat(ai.chat("Ann is 31. How old is Ann?").model()).isEqualTo("welkin:extractive");
    }

    @Test
    void aPromptWithoutTextSaysWhatToDo() {
        CloudException e = failure(ChatRequest.user("Tell me a story"));

        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(e.reason()).isEqualTo("no_text");
        assertThat(e).hasMessageContaining("openai:");
    }

    @Test
    void toolsAndProviderFieldsAreUnsupported() {
        ToolSpec tool = new ToolSpec("get_weather", "weather", "{}");

        assertThat(failure(ChatRequest.user("Hi").tools(tool)).code()).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(failure(ChatRequest.user("Hi").extra("response_format", "{}"))
                        .code())
                .isEqualTo(ErrorCode.UNSUPPORTED);
    }

    private static CloudException failure(ChatRequest request) {
        return catchThrowableOfType(CloudException.class, () -> ai.chat(request));
    }
}
