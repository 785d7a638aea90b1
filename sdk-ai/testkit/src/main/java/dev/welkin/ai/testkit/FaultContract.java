package dev.welkin.ai.testkit;

import static dev.welkin.ai.testkit.ProviderAnswer.Broken.Fault.CUT;
import static dev.welkin.ai.testkit.ProviderAnswer.Broken.Fault.LOST;
import static dev.welkin.ai.testkit.ProviderAnswer.Broken.Fault.MALFORMED;
import static dev.welkin.ai.testkit.ProviderAnswer.Broken.Fault.STALLED;
import static dev.welkin.ai.testkit.ProviderAnswer.Broken.Fault.TOO_LARGE;
import static dev.welkin.ai.testkit.ProviderAnswer.Refusal.Kind.CONTEXT_LENGTH;
import static dev.welkin.ai.testkit.ProviderAnswer.Refusal.Kind.QUOTA;
import static dev.welkin.ai.testkit.ProviderAnswer.Refusal.Kind.RATE_LIMITED;
import static dev.welkin.ai.testkit.ProviderAnswer.Refusal.Kind.SERVER_ERROR;
import static dev.welkin.ai.testkit.ProviderAnswer.Refusal.Kind.UNAUTHENTICATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.chat.ChatFeature;
import dev.welkin.ai.chat.ChatInterrupted;
import dev.welkin.ai.chat.ChatReply;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.ChatTimeouts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a provider may do wrong: each has its code, is repeated only where that may help, and tells no secret. */
@Requires(provider = Provider.SCRIPTED)
public abstract class FaultContract extends AiContract {
    /** For subclasses. */
    protected FaultContract() {}

    @Test
    void aRateLimitIsWaitedForAsLongAsItAsks() {
        given(refusal(RATE_LIMITED, Duration.ofSeconds(1)), ProviderAnswer.text("Late."));
        long begun = cloud().clock().nanoTime();

        ChatReply reply = chat(question());

        assertThat(reply.text()).isEqualTo("Late.");
        assertThat(reply.attempts()).isEqualTo(2);
        assertThat(Duration.ofNanos(cloud().clock().nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aRateLimitBeyondTheTimeLeftFailsAtOnce() {
        given(refusal(RATE_LIMITED, Duration.ofMinutes(10)), ProviderAnswer.text("Never."));
        long begun = cloud().clock().nanoTime();

        CloudException failure = refused(ErrorCode.RATE_LIMITED);

        assertThat(failure.retryAfter()).contains(Duration.ofMinutes(10));
        assertThat(Duration.ofNanos(cloud().clock().nanoTime() - begun)).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void anEmptyQuotaIsNotAskedAgain() {
        script().always(refusal(QUOTA));

        refused(ErrorCode.QUOTA_EXCEEDED);
    }

    @Test
    void anUnknownKeyIsNotAskedAgain() {
        script().always(refusal(UNAUTHENTICATED));

        refused(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void aPromptTooLongSaysSoAndIsNotAskedAgain() {
        script().always(refusal(CONTEXT_LENGTH));

        assertThat(refused(ErrorCode.INVALID_ARGUMENT).reason()).isEqualTo("context_length");
    }

    @Test
    @Requires(ChatFeature.STREAMING)
    void aStreamIsRefusedAsAReplyIs() {
        script().always(refusal(UNAUTHENTICATED));

        failure(ErrorCode.UNAUTHENTICATED, () -> ai().stream(question()));
    }

    @Test
    void aServerErrorIsAskedAgain() {
        given(refusal(SERVER_ERROR), ProviderAnswer.text("Better."));

        assertThat(chat(question()).attempts()).isEqualTo(2);
    }

    @Test
    void serverErrorsWithoutEndAreUnavailable() {
        script().always(refusal(SERVER_ERROR));

        CloudException failure = failure(ErrorCode.UNAVAILABLE, () -> ai().chat(question()));

        assertThat(failure.attempts()).isEqualTo(script().requests()).isBetween(2, 10);
    }

    @Test
    void aReplyCutInTheMiddleIsNeverTakenForWhole() {
        script().always(ProviderAnswer.broken(CUT, "The ", word(), " sat"));

        failure(ErrorCode.TRUNCATED, () -> ai().chat(question()));
    }

    @Test
    void aProviderThatNeverAnswersIsATimeout() {
        script().always(ProviderAnswer.broken(STALLED));
        ChatTimeouts oneSecond = ChatTimeouts.DEFAULT.total(Duration.ofSeconds(1));

        failure(ErrorCode.TIMEOUT, () -> ai().chat(question().timeouts(oneSecond)));
    }

    @Test
    @Requires(ChatFeature.STREAMING)
    void aStreamThatNeverBeginsIsATimeout() {
        script().always(ProviderAnswer.broken(STALLED));
        ChatTimeouts quick =
                ChatTimeouts.DEFAULT.firstToken(Duration.ofMillis(200)).total(Duration.ofSeconds(2));

        failure(ErrorCode.TIMEOUT, () -> ai().stream(question().timeouts(quick)));
    }

    @Test
    @Requires(provider = Provider.SCRIPTED_HTTP)
    void aLostReplyIsAskedForAgain() {
        given(ProviderAnswer.broken(LOST), ProviderAnswer.text("Found."));

        assertThat(chat(question()).text()).isEqualTo("Found.");
    }

    @Test
    @Requires(provider = Provider.SCRIPTED_HTTP)
    void aReplyOutsideTheProtocolIsCorrupted() {
        script().always(ProviderAnswer.broken(MALFORMED, "The " + word()));

        failure(ErrorCode.CORRUPTED, () -> ai().chat(question()));
    }

    @Test
    @Requires(value = ChatFeature.STREAMING, provider = Provider.SCRIPTED_HTTP)
    void aStreamOutsideTheProtocolIsCorruptedAndKeepsItsPart() {
        given(ProviderAnswer.broken(MALFORMED, "The ", word()));

        ChatInterrupted failure = failure(ChatInterrupted.class, () -> events(stream(question())));

        assertThat(failure.code()).isEqualTo(ErrorCode.CORRUPTED);
        assertThat(failure.partialText()).isEqualTo("The " + word());
    }

    @Test
    @Requires(provider = Provider.SCRIPTED_HTTP)
    void aReplyLargerThanAnyMayBeIsNotRead() {
        script().always(ProviderAnswer.broken(TOO_LARGE));

        assertThat(refused(ErrorCode.INVALID_ARGUMENT).reason()).isEqualTo("body_too_large");
    }

    @Test
    @Requires(value = ChatFeature.STREAMING, provider = Provider.SCRIPTED_HTTP)
    void aStreamedEventLargerThanAnyMayBeIsCorrupted() {
        given(ProviderAnswer.broken(TOO_LARGE));

        failure(ErrorCode.CORRUPTED, () -> events(stream(question())));
    }

    @Test
    @Requires(provider = Provider.SCRIPTED_HTTP)
    void whatAProviderSaysStandsOnOneLine() {
        script().always(refusal(UNAUTHENTICATED));

        assertThat(refused(ErrorCode.UNAUTHENTICATED).getMessage())
                .contains("Refused")
                .doesNotContain("\n", "\r", "\u001b");
    }

    /** Fails with the code after one request. */
    private CloudException refused(ErrorCode code) {
        ChatRequest request = question();
        CloudException failure = failure(code, () -> ai().chat(request));
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(script().requests()).isEqualTo(1);
        return failure;
    }
}
