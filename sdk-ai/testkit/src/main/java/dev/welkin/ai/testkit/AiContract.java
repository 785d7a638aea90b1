package dev.welkin.ai.testkit;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.CallListener;
import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Feature;
import dev.welkin.Secret;
import dev.welkin.ai.Ai;
import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.chat.ChatReply;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.ChatStream;
import dev.welkin.ai.testkit.ProviderAnswer.Refusal;
import dev.welkin.testkit.Canary;
import dev.welkin.testkit.Candidate;
import dev.welkin.testkit.Contract;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all contracts share: a route for each test, gates by capabilities, written results, and canaries. */
public abstract class AiContract implements Contract {
    private @Nullable ChatFixture fixture;
    private @Nullable Canary canary;
    private String word = "";
    private String key = "";
    private @Nullable Cloud cloud;

    /** For subclasses. */
    protected AiContract() {}

    /**
     * Makes the fixture of one test.
     *
     * @return a new fixture
     */
    protected abstract ChatFixture newFixture();

    @Override
    public final Candidate candidate() {
        Set<String> features =
                ai().capabilities().features().stream().map(Feature::name).collect(Collectors.toSet());
        return new Candidate("ai", fixture().name(), fixture().judge(), features);
    }

    @Override
    public final Set<String> required(AnnotatedElement place) {
        Requires requires = place.getAnnotation(Requires.class);
        if (requires == null) {
            return Set.of();
        }
        Set<String> all = new HashSet<>(Contract.names(requires.value()));
        all.addAll(provided(requires.provider()));
        return all;
    }

    @Override
    public final boolean has(String requirement) {
        return Contract.super.has(requirement) || provided(fixture().provider()).contains(requirement);
    }

    /** A provider that can do more does for a test that needs less; what any provider does has no name. */
    private static Set<String> provided(Provider provider) {
        return Stream.of(Provider.values())
                .filter(least -> least != Provider.REAL && least.compareTo(provider) <= 0)
                .map(least -> "a provider that is " + least)
                .collect(Collectors.toSet());
    }

    @Override
    public final Set<String> used(AnnotatedElement test) {
        Requires requires = test.getAnnotation(Requires.class);
        return requires == null ? Set.of() : Contract.names(requires.uses());
    }

    @BeforeEach
    final void openCloud() {
        canary = Canary.watch();
        word = canary.value("prompt");
        key = canary.value("key");
        fixture = newFixture();
        cloud = fixture.open(Cloud.builder().listener(canary.listener(CallListener.class)), Secret.of(key));
    }

    @AfterEach
    final void close() {
        cloud().close();
        fixture().close();
        begun(canary).close();
    }

    /** Whatever a test was about: neither the key nor the prompt was to be seen. */
    @Override
    public final void verify() {
        seen(cloud().describe());
        seen(cloud().metrics());
        cloud().close();
        begun(canary).assertNoLeak();
    }

    final ChatFixture fixture() {
        return begun(fixture);
    }

    final Cloud cloud() {
        return begun(cloud);
    }

    final Ai ai() {
        return Ai.open(cloud());
    }

    final ProviderScript script() {
        return fixture().script();
    }

    /** Scripts the next answers where there is a script; any other provider answers as it will. */
    final void given(ProviderAnswer... answers) {
        if (fixture().provider().isScripted()) {
            script().enqueue(answers);
        }
    }

    /** Returns a word that stands in every prompt and must be seen nowhere else. */
    final String word() {
        return word;
    }

    final ChatRequest question() {
        return ChatRequest.user("Where is the " + word + "? The " + word + " sat on the mat.");
    }

    final ProviderAnswer refusal(Refusal.Kind kind) {
        return refusal(kind, Duration.ZERO);
    }

    /** Refuses as a careless provider does: with the key, the prompt and control characters. */
    final ProviderAnswer refusal(Refusal.Kind kind, Duration retryAfter) {
        String message = "Refused\r\n\u001b[31mkey " + key + " for: "
                + question().messages().get(0).text();
        return new Refusal(kind, retryAfter, message);
    }

    final ChatReply chat(ChatRequest request) {
        return seen(ai().chat(request));
    }

    final ChatStream stream(ChatRequest request) {
        return seen(ai().stream(request));
    }

    /** Reads a stream to its end and closes it. */
    final List<ChatEvent> events(ChatStream stream) {
        List<ChatEvent> events = new ArrayList<>();
        try (stream) {
            stream.forEach(event -> events.add(seen(event)));
        }
        return events;
    }

    final CloudException failure(ThrowingCallable call) {
        return failure(CloudException.class, call);
    }

    final CloudException failure(ErrorCode code, ThrowingCallable call) {
        CloudException failure = failure(call);
        Assertions.assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
        return failure;
    }

    final <T extends CloudException> T failure(Class<T> type, ThrowingCallable call) {
        T failure = catchThrowableOfType(type, call);
        Assertions.assertThat(failure).as("a failure").isNotNull();
        return seen(failure);
    }

    final <T> T seen(T thing) {
        begun(canary).shows("what prints itself", thing);
        return thing;
    }

    private static <T> T begun(@Nullable T thing) {
        if (thing == null) {
            throw new IllegalStateException("the test has not begun");
        }
        return thing;
    }
}
