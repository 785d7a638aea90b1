package dev.welkin.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FallbackTest {
    private final List<String> asked = new ArrayList<>();
    private final Fallback<String> fallback = Fallback.of(List.of("near", "far"), name -> name);

    @Test
    void theFirstTargetAnswersWhereItCan() {
        assertThat(ask(Map.of())).isEqualTo("from near");
        assertThat(asked).containsExactly("near");
    }

    @Test
    void theNextTargetIsAskedWhenTheFirstIsUnwell() {
        assertThat(ask(Map.of("near", error(ErrorCode.UNAVAILABLE)))).isEqualTo("from far");
        assertThat(asked).containsExactly("near", "far");
    }

    @Test
    void aFailureThatWouldBeTheSameEverywhereIsThrownAsItIs() {
        CloudException wrong = error(ErrorCode.INVALID_ARGUMENT);
        assertThat(failure(Map.of("near", wrong))).isSameAs(wrong);
        assertThat(asked).containsExactly("near");
    }

    @Test
    void whenAllFailTheErrorNamesEach() {
        CloudException near = error(ErrorCode.RATE_LIMITED).toBuilder()
                .retryAfter(Duration.ofSeconds(9))
                .attempts(2)
                .build();
        CloudException far = error(ErrorCode.TIMEOUT).toBuilder().attempts(3).build();
        CloudException e = failure(Map.of("near", near, "far", far));
        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(e.reason()).isEqualTo("all_targets_failed");
        assertThat(e).hasMessageContaining("near: RATE_LIMITED").hasMessageContaining("far: TIMEOUT");
        assertThat(e.attempts()).isEqualTo(5);
        assertThat(e.retryAfter()).contains(Duration.ofSeconds(9));
        assertThat(e).hasCause(far).hasSuppressedException(near);
    }

    @Test
    void whichFailuresAreCurableCanBeChosen() {
        Fallback<String> wider = fallback.curable(e -> e.code() == ErrorCode.UNAUTHENTICATED);
        assertThat(wider.<String>call(name -> answer(name, Map.of("near", error(ErrorCode.UNAUTHENTICATED)))))
                .isEqualTo("from far");
    }

    @Test
    void aFallbackNeedsATarget() {
        CloudException e = catchThrowableOfType(CloudException.class, () -> Fallback.of(List.of(), String::valueOf));
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    private String ask(Map<String, CloudException> failures) {
        return fallback.call(name -> answer(name, failures));
    }

    private CloudException failure(Map<String, CloudException> failures) {
        return catchThrowableOfType(CloudException.class, () -> ask(failures));
    }

    private String answer(String name, Map<String, CloudException> failures) {
        asked.add(name);
        CloudException failure = failures.get(name);
        if (failure != null) {
            throw failure;
        }
        return "from " + name;
    }

    private static CloudException error(ErrorCode code) {
        return CloudException.of(code, "scripted");
    }
}
